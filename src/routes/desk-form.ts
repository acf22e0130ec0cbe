import type { Entered } from '../desk/form.tsx'

/** The text of a field; empty when it was not sent, or is a file. */
export function field(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** What was entered into these fields, to be shown again. */
export const entered = (form: FormData, names: readonly string[]): Entered =>
  Object.fromEntries(names.map((name) => [name, field(form, name)]))
