/** D1 takes strings of up to 2 MB; a character may take three bytes of it. */
const MAX_PARAMETER_LENGTH = 600_000

/** Packs values into JSON lists that each fit one parameter, so that a poll is a few statements. */
export function packed(values: readonly object[]): string[] {
  const lists: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const value of values) {
    const json = JSON.stringify(value)
    if (size + json.length > MAX_PARAMETER_LENGTH) {
      lists.push([])
      size = 0
    }
    lists.at(-1)?.push(json)
    size += json.length + 1
  }
  return lists.map((list) => `[${list.join(',')}]`)
}
