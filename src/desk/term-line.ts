import * as v from 'valibot'
import { TextField, type TermGroup } from '../domain/topic-terms.ts'

/**
 * How terms are written by people, one a line, with what is wished of them after semicolons:
 * `national security; also homeland security; weight 0.7; unless court, trial`. A phrase in which a
 * comma or a semicolon stands is put between quotation marks, as in JSON. Nothing a rule can say of a
 * term is lost on the way there and back.
 */

/** What a line says, and what in it could not be read. */
export interface Said<T> {
  value: T
  faults: string[]
}

type Wishes = Record<string, unknown>

/** A divider between quotation marks divides nothing. */
const PIECES = /(?<=^|[\s,;])"(?:[^"\\]|\\.)*"|[\s\S]/g

function divided(text: string, by: ',' | ';'): string[] {
  const parts = ['']
  for (const piece of text.match(PIECES) ?? []) {
    if (piece === by) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts.map((part) => part.trim())
}

/** A phrase as it stands in a line. */
export const written = (phrase: string): string =>
  /^$|^\s|\s$|[,;"\r\n]/.test(phrase) ? JSON.stringify(phrase) : phrase

/** The phrase that is meant. */
export function meant(text: string): string {
  if (!/^".*"$/.test(text)) return text
  try {
    const phrase: unknown = JSON.parse(text)
    return typeof phrase === 'string' ? phrase : text
  } catch {
    return text
  }
}

/** A phrase with what is wished of it, apart. */
export function withWishes(line: string): { phrase: string; wishes: string[] } {
  const [phrase = '', ...wishes] = divided(line, ';')
  return { phrase, wishes: wishes.filter((wish) => wish !== '') }
}

/** Phrases with commas between. */
export const readList = (text: string): string[] =>
  divided(text, ',')
    .filter((part) => part !== '')
    .map(meant)

export const writeList = (phrases: readonly string[]): string => phrases.map(written).join(', ')

interface Wish {
  member: string
  read: (rest: string) => Said<unknown>
  write: (value: unknown) => string
}

const fine = (value: unknown): Said<unknown> => ({ value, faults: [] })

const isStrings = (value: unknown): value is string[] => Array.isArray(value)
const list = (member: string, name = member): Wish => ({
  member,
  read: (rest) => fine(readList(rest)),
  write: (value) => `${name} ${isStrings(value) ? writeList(value) : ''}`.trim(),
})

const flag = (member: string): Wish => ({
  member,
  read: (rest) =>
    rest === '' || rest === 'no'
      ? fine(rest === '')
      : { value: true, faults: [`expected "${member}" alone, or "${member} no"`] },
  write: (value) => (value === true ? member : `${member} no`),
})

const WEIGHT: Wish = {
  member: 'weight',
  read: (rest) =>
    rest !== '' && Number.isFinite(Number(rest))
      ? fine(Number(rest))
      : { value: undefined, faults: ['expected "weight" and a number, such as 0.7'] },
  write: (value) => `weight ${String(value)}`,
}

const LANGUAGE: Wish = {
  member: 'language',
  read: fine,
  write: (value) => `language ${String(value)}`,
}

const IN: Wish = {
  ...list('fields', 'in'),
  read(rest) {
    const fields = readList(rest)
    const wrong = fields.filter((field) => !v.is(TextField, field))
    const what = `expected "in" and any of ${TextField.options.join(', ')}`
    return { value: fields, faults: wrong.length > 0 ? [what] : [] }
  },
}

/** What may be wished, in the order it is written in, by the word it begins with. */
const OF_ANY = { case: flag('case'), exact: flag('exact'), verb: flag('verb'), in: IN }
const OF_READING = {
  weight: WEIGHT,
  ...OF_ANY,
  language: LANGUAGE,
  near: list('near'),
  unless: list('unless'),
}
const OF_TERM = { also: list('aliases', 'also'), ...OF_READING }
const OF_GROUP = { ...OF_READING, kinds: list('kinds') }

type Wishable = Record<string, Wish>

function readWishes(wishes: readonly string[], known: Wishable): Said<Wishes> {
  const said: Said<Wishes> = { value: {}, faults: [] }
  for (const wish of wishes) {
    const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(wish) ?? []
    const found = Object.hasOwn(known, word) ? known[word] : undefined
    if (!found) {
      said.faults.push(`"${word}" is none of ${Object.keys(known).join(', ')}`)
      continue
    }
    const { value, faults } = found.read(rest)
    if (value !== undefined) said.value[found.member] = value
    said.faults.push(...faults)
  }
  return said
}

const writeWishes = (wishes: Wishes, known: Wishable): string[] =>
  Object.values(known).flatMap(({ member, write }) => {
    const value = wishes[member]
    return value === undefined ? [] : [write(value)]
  })

type Term = NonNullable<TermGroup['terms']>[number]

export function writeTerm(term: Term): string {
  if (typeof term === 'string') return written(term)
  return [written(term.term), ...writeWishes({ ...term }, OF_TERM)].join('; ')
}

/** A term as a rule has it; what is not understood is for whoever checks the rule. */
export function readTerm(line: string): Said<unknown> {
  const { phrase, wishes } = withWishes(line)
  const term = meant(phrase)
  if (wishes.length === 0) return { value: term, faults: [] }
  const { value, faults } = readWishes(wishes, OF_TERM)
  return { value: { term, ...value }, faults }
}

/** What is wished of every term of a group, beside its weight, which has a field of its own. */
export const writeGroupWishes = (group: TermGroup): string =>
  writeWishes({ ...group, weight: undefined }, OF_GROUP).join('; ')

export const readGroupWishes = (line: string): Said<Wishes> =>
  readWishes(
    divided(line, ';').filter((wish) => wish !== ''),
    OF_GROUP,
  )

export const writeConditionWishes = (wishes: Wishes): string[] => writeWishes(wishes, OF_ANY)

export const readConditionWishes = (wishes: readonly string[]): Said<Wishes> =>
  readWishes(wishes, OF_ANY)
