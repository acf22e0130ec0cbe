import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { Phrase } from './phrase.ts'
import { TextField, writing } from './topic-terms.ts'

const Fields = v.optional(
  v.pipe(
    v.array(TextField, 'expected a list of fields'),
    v.description('Only there; everywhere when absent'),
  ),
)

const PhraseCondition = closedObject({ phrase: Phrase, fields: Fields, ...writing })

const PrefixCondition = closedObject({
  prefix: v.pipe(
    v.string('expected the beginning of a word'),
    v.regex(/^[\p{L}\p{N}\p{M}]{2,30}$/u, 'expected the first 2 to 30 letters of a word'),
    v.description('A word that begins so: submarin finds submarine, submariner'),
  ),
  fields: Fields,
})

type PhraseCondition = v.InferOutput<typeof PhraseCondition>
type PrefixCondition = v.InferOutput<typeof PrefixCondition>

/** What must hold of an entry. A plain string is a phrase without special wishes. */
export type Condition =
  | string
  | PhraseCondition
  | PrefixCondition
  | { all: Condition[] }
  | { any: Condition[] }
  | { none: Condition[] }

const parts: v.GenericSchema<Condition[]> = v.lazy(() =>
  v.pipe(
    v.array(Condition, 'expected a list of conditions'),
    v.minLength(1, 'expected at least one condition'),
  ),
)

const ALL = closedObject({ all: v.pipe(parts, v.description('Each of them')) })
const ANY = closedObject({ any: v.pipe(parts, v.description('At least one of them')) })
const NONE = closedObject({ none: v.pipe(parts, v.description('Not one of them')) })

const EXPECTED = 'expected a phrase, or an object with "all", "any", "none", "phrase" or "prefix"'

const ANY_CONDITION = v.union([Phrase, PhraseCondition, PrefixCondition, ALL, ANY, NONE], EXPECTED)

const BY_NAME: Record<string, v.GenericSchema<Condition>> = {
  all: ALL,
  any: ANY,
  none: NONE,
  phrase: PhraseCondition,
  prefix: PrefixCondition,
}

/** What an author began to write is what is complained about, rather than everything it could be. */
export const Condition: v.GenericSchema<Condition> = v.lazy((input) => {
  if (typeof input !== 'object' || input === null) return ANY_CONDITION
  const named = Object.keys(BY_NAME).find((name) => name in input)
  return (named && BY_NAME[named]) || v.never(EXPECTED)
})

/** Whether a condition holds of an entry that says nothing: then it asks for nothing. */
export function holdsOfNothing(condition: Condition): boolean {
  if (typeof condition === 'string') return false
  if ('all' in condition) return condition.all.every(holdsOfNothing)
  if ('any' in condition) return condition.any.some(holdsOfNothing)
  return 'none' in condition && !condition.none.some(holdsOfNothing)
}
