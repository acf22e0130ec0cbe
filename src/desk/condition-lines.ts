import type { Condition } from '../domain/topic-condition.ts'
import {
  meant,
  readConditionWishes,
  readList,
  type Said,
  withWishes,
  writeConditionWishes,
  written,
} from './term-line.ts'

/**
 * A condition as an outline: `all:`, `any:` or `none:` with what they speak of indented beneath, or in
 * a list behind; `submarin*` is how words begin.
 */

/** A condition that was read, and in which line each part of it stands, by its path. */
export interface ReadCondition {
  value: unknown
  faults: { line: number; what: string }[]
  lines: ReadonlyMap<string, number>
}

const HEADING = /^(all|any|none)\s*:\s*(.*)$/
const BEGINNING = /^[\p{L}\p{N}\p{M}]+\*$/u

/** What would be read as something else is put between quotation marks. */
const phraseIn = (phrase: string) =>
  HEADING.test(phrase) || BEGINNING.test(phrase) ? JSON.stringify(phrase) : written(phrase)

function leafLine(leaf: Extract<Condition, string | { fields?: unknown }>): string {
  if (typeof leaf === 'string') return phraseIn(leaf)
  const [name, wishes] =
    'prefix' in leaf ? [`${leaf.prefix}*`, leaf] : [phraseIn(leaf.phrase), leaf]
  return [name, ...writeConditionWishes({ ...wishes })].join('; ')
}

function conditionLines(condition: Condition, indent: string): string[] {
  if (typeof condition === 'string') return [indent + leafLine(condition)]
  const deeper = (parts: Condition[]) =>
    parts.flatMap((part) => conditionLines(part, `${indent}  `))
  if ('all' in condition) return [`${indent}all:`, ...deeper(condition.all)]
  if ('any' in condition) return [`${indent}any:`, ...deeper(condition.any)]
  if ('none' in condition) return [`${indent}none:`, ...deeper(condition.none)]
  return [indent + leafLine(condition)]
}

export const writeCondition = (condition: Condition): string =>
  conditionLines(condition, '').join('\n')

function readLeaf(line: string): Said<unknown> {
  const { phrase, wishes } = withWishes(line)
  const prefix = BEGINNING.test(phrase) ? phrase.slice(0, -1) : undefined
  const { value, faults } = readConditionWishes(wishes)
  if (prefix !== undefined) return { value: { prefix, ...value }, faults }
  return { value: wishes.length > 0 ? { phrase: meant(phrase), ...value } : meant(phrase), faults }
}

interface Parent {
  indent: number
  path: string
  parts: unknown[]
}

const widthOf = (line: string) => (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '  ').length

/** The condition of an outline; undefined when nothing is in it. */
export function readCondition(text: string): ReadCondition {
  const root: Parent = { indent: -1, path: '', parts: [] }
  const parents = [root]
  const faults: ReadCondition['faults'] = []
  const lines = new Map<string, number>()
  const add = (parent: Parent, part: unknown, line: number) => {
    const path = parent === root ? '' : `${parent.path}.${parent.parts.length}`
    parent.parts.push(part)
    lines.set(path, line)
    return path
  }

  for (const [i, whole] of text.split(/\r?\n/).entries()) {
    const content = whole.trim()
    if (content === '') continue
    const indent = widthOf(whole)
    while ((parents.at(-1)?.indent ?? -1) >= indent && parents.length > 1) parents.pop()
    const parent = parents.at(-1) ?? root
    const line = i + 1
    if (parent === root && root.parts.length > 0)
      faults.push({ line, what: 'expected one condition: put "all:" or "any:" above, and indent' })
    const [, kind, behind = ''] = HEADING.exec(content) ?? []
    if (kind === undefined) {
      const leaf = readLeaf(content)
      add(parent, leaf.value, line)
      faults.push(...leaf.faults.map((what) => ({ line, what })))
      continue
    }
    const parts: unknown[] = []
    const path = [add(parent, { [kind]: parts }, line), kind].filter(Boolean).join('.')
    const group = { indent, path, parts }
    for (const phrase of readList(behind)) add(group, phrase, line)
    parents.push(group)
  }
  return { value: root.parts[0], faults, lines }
}
