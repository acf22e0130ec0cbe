import { decodeReferences } from './references.ts'

/** More than any feed declares, and far too few to explode. */
const MOST_ENTITIES = 100
const LONGEST_VALUE = 200
const ENTITY = /^ENTITY\s+([A-Za-z][\w.-]{0,63})\s+(?:"([^"]*)"|'([^']*)')/

/**
 * Takes note of `<!ENTITY name "text">` where the text is plain, or one character reference.
 * An entity made of entities could grow without end (“billion laughs”) and one that is elsewhere
 * could be anything: neither is ever expanded, so their references stay as they are written.
 */
export function noteEntity(declaration: string, entities: Map<string, string>): boolean {
  const match = ENTITY.exec(declaration.slice(0, LONGEST_VALUE + 100))
  if (!match) return false
  const name = match[1] ?? ''
  const value = match[2] ?? match[3] ?? ''
  if (value.length > LONGEST_VALUE || /[<%]|&(?!#)/.test(value)) return false
  if (entities.size >= MOST_ENTITIES || entities.has(name)) return false
  entities.set(name, decodeReferences(value).text)
  return true
}
