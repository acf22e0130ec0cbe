import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { PLACE_KINDS } from './gazetteer.ts'
import { LanguageTag, Slug } from './own-text.ts'
import { Phrase, Weight } from './phrase.ts'

const TEXT_FIELDS = ['title', 'summary', 'content', 'category', 'url'] as const

/** Where in an entry words can stand. */
export const TextField = v.picklist(
  TEXT_FIELDS,
  `expected one of ${TEXT_FIELDS.map((field) => `"${field}"`).join(', ')}`,
)
export type TextField = v.InferOutput<typeof TextField>

const flag = (what: string) =>
  v.optional(v.pipe(v.boolean('expected true or false'), v.description(what)))

const context = (what: string) =>
  v.optional(
    v.pipe(
      v.array(Phrase, 'expected a list of phrases'),
      v.minLength(1, 'expected at least one phrase'),
      v.description(what),
    ),
  )

/** How a phrase is compared with a text. */
export const writing = {
  case: flag('Only as capitalised here: US the country, not us'),
  exact: flag('Only in this form: neither its plural nor its other spelling'),
  verb: flag('Its first word is a verb: deploy, deploys, deployed, deploying'),
}

/** How a term, or every term of a group, wants to be read. */
const reading = {
  weight: v.optional(v.pipe(Weight, v.description('How much a find counts; default 1'))),
  ...writing,
  language: v.optional(
    v.pipe(LanguageTag, v.description('Only in entries of this language, or of unknown language')),
  ),
  fields: v.optional(
    v.pipe(
      v.array(TextField, 'expected a list of fields'),
      v.description('Only there; everywhere when absent'),
    ),
  ),
  near: context('Counts only with one of these within ten words'),
  unless: context('Does not count with one of these within ten words: a context that is excluded'),
}

const TermObject = closedObject({
  term: v.pipe(Phrase, v.description('What to look for, and what the evidence calls it')),
  aliases: v.optional(
    v.pipe(
      v.array(Phrase, 'expected a list of phrases'),
      v.description('Other ways to write or mean it: spellings, demonyms, the capital'),
    ),
  ),
  ...reading,
})

export type TopicTerm = v.InferOutput<typeof TermObject>

/** A plain string is a term without special wishes. */
const Term = v.union([Phrase, TermObject], 'expected a phrase, or an object with a "term"')

/** What a group says of reading holds for each of its terms that does not say otherwise. */
export const TermGroup = v.pipe(
  closedObject({
    ...reading,
    terms: v.optional(v.array(Term, 'expected a list of terms')),
    gazetteer: v.optional(
      v.pipe(Slug, v.description('Every place of gazetteers/{this}.json is a term')),
    ),
    kinds: v.optional(
      v.pipe(
        v.array(PLACE_KINDS, 'expected a list of kinds'),
        v.description('Of the gazetteer, only places of these kinds'),
      ),
    ),
  }),
  v.check(
    ({ terms, gazetteer }) => terms !== undefined || gazetteer !== undefined,
    'expected "terms", a "gazetteer", or both',
  ),
)

export type TermGroup = v.InferOutput<typeof TermGroup>
