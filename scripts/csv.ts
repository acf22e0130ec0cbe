/** RFC 4180, with the first line for names. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^,\n\r]*))(,|\r?\n|$)/g
  for (const [whole, quoted, plain, end] of text.matchAll(cell)) {
    if (whole === '') break
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end !== ',') rows.push([])
  }
  const [names = [], ...records] = rows.filter((row) => row.length > 1)
  return records.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])),
  )
}
