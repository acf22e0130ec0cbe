/** The text of a field; empty when it was not sent, or is a file. */
export function field(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** What was entered into these fields, to be shown again. */
export const entered = <Name extends string>(
  form: FormData,
  names: readonly Name[],
): Record<Name, string> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of each name there is one
  Object.fromEntries(names.map((name) => [name, field(form, name)])) as Record<Name, string>
