import * as v from 'valibot'

/** Edits that turn one word into another, by Levenshtein's rows. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1]
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** The known word a mistyped one most likely stood for; none when nothing is near. */
function nearestKey(key: string, known: readonly string[]): string | undefined {
  const shortened = key.slice(0, 40).toLowerCase()
  const near = known
    .map((candidate) => ({ candidate, edits: distance(shortened, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 3)))
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.candidate
}

const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ')

/** An unknown key is refused rather than ignored: a rule with `exlude` would quietly exclude nothing. */
function unknownKey(input: unknown, known: readonly string[]): string {
  const keys = Object.keys(input ?? {}).filter((key) => !known.includes(key))
  const [first = ''] = keys
  const nearest = nearestKey(first, known)
  const meant = nearest ? `did you mean "${nearest}"?` : `expected one of ${quoted(known)}`
  const others = keys.length > 1 ? `; also unknown here: ${quoted(keys.slice(1))}` : ''
  return `unknown key "${first}": ${meant}${others}`
}

/** An object of exactly these members, whose faults are told in words an editor understands. */
export function closedObject<const Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries)
  return v.strictObject(entries, (issue) => {
    const step = issue.path?.[0]
    if (step === undefined) return `expected an object with ${quoted(known)}`
    if (issue.expected === 'never') return unknownKey(step.input, known)
    return `"${String(step.key)}" is missing`
  })
}
