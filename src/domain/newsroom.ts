import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { Gazetteer } from './gazetteer.ts'
import { Keep } from './keep.ts'
import { nearWords } from './near-words.ts'
import { OwnEntry } from './own-entry.ts'
import { HttpUrl, Iri, LanguageTag, Words } from './own-text.ts'
import { SchemaPath, withoutSchemaPath } from './schema-path.ts'
import { SourceDeclaration } from './source-file.ts'
import { Topic } from './topic.ts'

const Contact = v.union(
  [v.pipe(v.string(), v.email()), HttpUrl],
  'expected a mail address or an http or https URL',
)

const about = {
  title: v.pipe(Words, v.maxLength(200, 'expected at most 200 characters')),
  description: Words,
  contact: v.pipe(Contact, v.description('Told to every publisher whose feed is polled')),
  language: LanguageTag,
  id: v.optional(
    v.pipe(Iri, v.description("Permanent: feeds' ids are made of it, so a new address keeps them")),
  ),
  rights: v.optional(Words),
  subscribers: v.optional(
    v.pipe(
      v.number('expected a number'),
      v.integer('expected a whole number'),
      v.minValue(0, 'expected 0 or more'),
      v.description('Readers you know of: publishers count theirs by what pollers tell them'),
    ),
  ),
  via: v.optional(
    v.pipe(
      v.boolean('expected true or false'),
      v.description(
        'In feeds, each entry ends by saying which source it came from: most readers hide it otherwise',
      ),
    ),
  ),
  keep: v.optional(Keep),
}

/** `newsroom.json` */
export const NewsroomFile = closedObject({ $schema: SchemaPath, ...about })

/** What the newsroom says of itself. */
export const NewsroomMetadata = v.pipe(NewsroomFile, v.transform(withoutSchemaPath))
export type NewsroomMetadata = v.InferOutput<typeof NewsroomMetadata>

/** `sources.json`, where it is an object. A bare list of sources is read as well. */
export const SourcesFile = closedObject({
  $schema: SchemaPath,
  sources: v.array(SourceDeclaration, 'expected a list of sources'),
})

const members = closedObject({
  newsroom: NewsroomMetadata,
  topics: v.array(Topic, 'expected a list of topics'),
  /** Those that topics refer to; what is stored stays when they are absent. */
  gazetteers: v.optional(v.array(Gazetteer, 'expected a list of gazetteers')),
  sources: v.array(SourceDeclaration, 'expected a list of sources'),
  entries: v.array(OwnEntry, 'expected a list of entries'),
})

export interface Repetition {
  path: [list: 'topics' | 'gazetteers' | 'sources' | 'entries', index: number, member: string]
  what: string
}

/** What must be different in every member of a list, and is not: the second and later ones. */
export function repetitions(newsroom: v.InferOutput<typeof members>): Repetition[] {
  const unique = [
    ['topics', 'slug'],
    ['gazetteers', 'slug'],
    ['sources', 'slug'],
    ['sources', 'url'],
    ['entries', 'slug'],
    ['entries', 'id'],
  ] as const
  return unique.flatMap(([list, member]) => {
    const seen = new Map<string, number>()
    const items: { [name in typeof member]?: string | undefined }[] = newsroom[list] ?? []
    return items.flatMap((item, index) => {
      const value = item[member]
      if (value === undefined) return []
      const first = seen.get(value)
      if (first === undefined) seen.set(value, index)
      if (first === undefined) return []
      const what = `expected ${list} to differ in "${member}": number ${first + 1} has "${value}" too`
      return [{ path: [list, index, member], what } satisfies Repetition]
    })
  })
}

/** A group of a topic that refers to a gazetteer nobody knows. */
export interface UnknownGazetteer {
  path: [list: 'topics', index: number, 'groups', group: string, 'gazetteer']
  what: string
}

/** Which of these topics refer to what is not among the gazetteers. */
export function unknownGazetteers(
  topics: readonly Pick<Topic, 'groups'>[],
  known: readonly string[],
): UnknownGazetteer[] {
  return topics.flatMap(({ groups }, index) =>
    Object.entries(groups).flatMap(([group, { gazetteer }]) => {
      if (gazetteer === undefined || known.includes(gazetteer)) return []
      const [nearest] = nearWords(gazetteer, known)
      const meant = nearest === undefined ? '' : `: did you mean "${nearest}"?`
      const what = `expected a gazetteer, and there is no "${gazetteer}"${meant}`
      return [
        { path: ['topics', index, 'groups', group, 'gazetteer'], what },
      ] satisfies UnknownGazetteer[]
    }),
  )
}

/** A whole newsroom: what `data/` says, and the body of `PUT /api/newsroom`. */
export const Newsroom = v.pipe(
  members,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const { path, what } of repetitions(dataset.value)) {
      const [list, index, member] = path
      const items: object[] = dataset.value[list] ?? []
      const item = items[index] ?? {}
      addIssue({
        message: what,
        path: [
          { type: 'object', origin: 'value', input: dataset.value, key: list, value: items },
          { type: 'array', origin: 'value', input: items, key: index, value: item },
          { type: 'object', origin: 'value', input: { ...item }, key: member, value: undefined },
        ],
      })
    }
  }),
)
export type Newsroom = v.InferOutput<typeof Newsroom>
