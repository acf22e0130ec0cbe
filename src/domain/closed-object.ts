import * as v from 'valibot'
import { nearWords } from './near-words.ts'

const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ')

/** An unknown key is refused rather than ignored: a rule with `exlude` would quietly exclude nothing. */
function unknownKey(input: unknown, known: readonly string[]): string {
  const keys = Object.keys(input ?? {}).filter((key) => !known.includes(key))
  const [first = ''] = keys
  const nearest = nearWords(first, known)[0]
  const meant = nearest ? `did you mean "${nearest}"?` : `expected one of ${quoted(known)}`
  const others = keys.length > 1 ? `; also unknown here: ${quoted(keys.slice(1))}` : ''
  return `unknown key "${first}": ${meant}${others}`
}

/** An object of exactly these members, whose faults are told in words an editor understands. */
export function closedObject<const Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries)
  const schema = v.strictObject(entries, (issue) => {
    const step = issue.path?.[0]
    if (step === undefined) return `expected an object with ${quoted(known)}`
    if (issue.expected === 'never') return unknownKey(step.input, known)
    return `"${String(step.key)}" is missing`
  })
  // To valibot a list is an object too, and an empty one has all members that may be missing.
  const run: (typeof schema)['~run'] = (dataset, config) =>
    schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config)
  return { ...schema, '~run': run }
}
