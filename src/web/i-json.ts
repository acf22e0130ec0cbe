import { hasForbiddenCharacters } from './characters.ts'

/** Where in a JSON value something stands that nobody should send, and what it is. */
export interface UnfitJson {
  where: string
  what: string
}

/** Deeper than any document anyone writes, and far from what a reader that calls itself can bear. */
const MAX_DEPTH = 64

/** What an object of JavaScript takes for its own: a member of that name would be lost on its way. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

const unfitText = (text: string) =>
  hasForbiddenCharacters(text)
    ? 'expected text without control characters and halves of characters'
    : undefined

function unfitValue(value: unknown): string | undefined {
  if (typeof value === 'string') return unfitText(value)
  // RFC 7493 §2.2: beyond what 64 bits can hold, JSON.parse makes it infinite.
  if (typeof value === 'number' && !Number.isFinite(value)) return 'expected a number of usual size'
  return undefined
}

const unfitName = (name: string) =>
  RESERVED.has(name) ? `"${name}" cannot be a name here` : unfitText(name)

/**
 * What keeps a parsed JSON value from being I-JSON (RFC 7493), or from passing through our hands
 * unchanged; undefined when nothing does. Only the first is told.
 */
export function unfitJson(json: unknown): UnfitJson | undefined {
  const open = [{ value: json, path: [] as string[] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next
    const fault = (what: string | undefined, name: readonly string[] = []) =>
      what === undefined ? undefined : { where: [...path, ...name].join('.') || 'body', what }
    const unfit = fault(unfitValue(value))
    if (unfit) return unfit
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= MAX_DEPTH) return fault(`expected no more than ${MAX_DEPTH} levels`)
    for (const [name, part] of Object.entries(value)) {
      const unfitHere = Array.isArray(value) ? undefined : fault(unfitName(name), [name])
      if (unfitHere) return unfitHere
      open.push({ value: part as unknown, path: [...path, name] })
    }
  }
  return undefined
}
