import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { LanguageTag, Slug, Words } from './own-text.ts'
import { Phrase, Weight } from './phrase.ts'
import { SchemaPath, withoutSchemaPath } from './schema-path.ts'

const KINDS = [
  'region',
  'country',
  'territory',
  'province',
  'island',
  'sea',
  'strait',
  'base',
  'body',
  'command',
] as const

/** What a place is: a topic may want the seas of a gazetteer and not its bodies. */
export const PLACE_KINDS = v.picklist(
  KINDS,
  `expected one of ${KINDS.map((kind) => `"${kind}"`).join(', ')}`,
)

const phrases = (what: string) =>
  v.optional(v.pipe(v.array(Phrase, 'expected a list of phrases'), v.description(what)))

const Place = closedObject({
  name: v.pipe(Phrase, v.description('What the evidence calls it, and a way to find it')),
  kind: PLACE_KINDS,
  capital: v.optional(Phrase),
  demonyms: phrases('Its people and their adjective: Japanese'),
  within: phrases('Cities, provinces, peoples: naming one names the place'),
  aliases: phrases('Other names of itself, spellings, abbreviations'),
  names: v.optional(
    v.pipe(
      v.record(LanguageTag, v.array(Phrase, 'expected a list of phrases')),
      v.description('What other languages call it, by language'),
    ),
  ),
  case: v.optional(
    v.pipe(v.boolean('expected true or false'), v.description('Only as capitalised here')),
  ),
  weight: v.optional(v.pipe(Weight, v.description('Of this place; default that of the group'))),
})

export type Place = v.InferOutput<typeof Place>

const members = {
  $schema: SchemaPath,
  title: Words,
  places: v.array(Place, 'expected a list of places'),
}

/** Places that topics refer to: `gazetteers/{slug}.json`. */
export const Gazetteer = v.pipe(
  closedObject({ ...members, slug: Slug }),
  v.transform(withoutSchemaPath),
)
export type Gazetteer = v.InferOutput<typeof Gazetteer>

export const GazetteerFile = closedObject({ ...members, slug: v.optional(Slug) })
