import type { Evidence, EntryField } from '../domain/topic.ts'
import type { Condition } from '../domain/topic-condition.ts'
import type { Writing } from './phrases.ts'

/** A phrase or a prefix that a condition asks about. */
export interface Leaf {
  /** As the evidence calls it. */
  term: string
  fields: ReadonlySet<EntryField> | undefined
}

/** A rule of `all`, `any` and `none`, whose phrases are in the trie. */
export type CompiledCondition =
  | { kind: 'leaf'; leaf: Leaf }
  | { kind: 'all' | 'any' | 'none'; parts: CompiledCondition[] }

/** Where a condition's phrases are looked for. */
interface Index {
  addPhrase: (text: string, writing: Writing, leaf: Leaf) => void
  addPrefix: (prefix: string, leaf: Leaf) => void
}

export function compileCondition(condition: Condition, index: Index): CompiledCondition {
  const parts = (kind: 'all' | 'any' | 'none', list: readonly Condition[]): CompiledCondition => ({
    kind,
    parts: list.map((part) => compileCondition(part, index)),
  })
  if (typeof condition === 'string') return compileCondition({ phrase: condition }, index)
  if ('all' in condition) return parts('all', condition.all)
  if ('any' in condition) return parts('any', condition.any)
  if ('none' in condition) return parts('none', condition.none)
  const fields = condition.fields && new Set<EntryField>(condition.fields)
  if ('prefix' in condition) {
    const leaf: Leaf = { term: `${condition.prefix}…`, fields }
    index.addPrefix(condition.prefix, leaf)
    return { kind: 'leaf', leaf }
  }
  const leaf: Leaf = { term: condition.phrase, fields }
  index.addPhrase(condition.phrase, condition, leaf)
  return { kind: 'leaf', leaf }
}

/** What was found of each phrase. */
export type FoundLeaves = ReadonlyMap<Leaf, readonly Evidence[]>

export function holds(condition: CompiledCondition, found: FoundLeaves): boolean {
  switch (condition.kind) {
    case 'leaf':
      return found.has(condition.leaf)
    case 'all':
      return condition.parts.every((part) => holds(part, found))
    case 'any':
      return condition.parts.some((part) => holds(part, found))
    case 'none':
      return !condition.parts.some((part) => holds(part, found))
    default:
      return condition satisfies never
  }
}

/** The words that a condition holds by: of what must not be there, there are none. */
export function conditionEvidence(condition: CompiledCondition, found: FoundLeaves): Evidence[] {
  switch (condition.kind) {
    case 'leaf':
      return [...(found.get(condition.leaf) ?? [])]
    case 'all':
    case 'any':
      return condition.parts.flatMap((part) => conditionEvidence(part, found))
    case 'none':
      return []
    default:
      return condition satisfies never
  }
}

const inWords = (condition: CompiledCondition): string =>
  condition.kind === 'leaf'
    ? `"${condition.leaf.term}"${inFields(condition.leaf)}`
    : `${condition.kind} of (${condition.parts.map(inWords).join(', ')})`

const inFields = ({ fields }: Leaf) => (fields ? ` in ${[...fields].join(' or ')}` : '')

/** What keeps a condition from holding, in words. */
export function missingOf(condition: CompiledCondition, found: FoundLeaves): string[] {
  if (holds(condition, found)) return []
  switch (condition.kind) {
    case 'leaf':
    case 'any':
      return [inWords(condition)]
    case 'all':
      return condition.parts.flatMap((part) => missingOf(part, found))
    case 'none':
      return condition.parts
        .filter((part) => holds(part, found))
        .map((part) => `the absence of ${inWords(part)}`)
    default:
      return condition satisfies never
  }
}
