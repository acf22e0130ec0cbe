import * as v from 'valibot'

const Slugs = v.array(v.string())

const Changes = v.object({
  added: Slugs,
  changed: v.array(v.object({ slug: v.string(), members: Slugs })),
  removed: Slugs,
})

/** What `PUT /api/newsroom?dry-run=true` answers: how a newsroom differs from the `data/` it was sent. */
export const Difference = v.object({
  newsroom: v.object({ changed: Slugs }),
  topics: Changes,
  gazetteers: Changes,
  sources: Changes,
  entries: Changes,
})
export type Difference = v.InferOutput<typeof Difference>

type Kind = Exclude<keyof Difference, 'newsroom'>

/** In the order in which they are told: each kind's files, and what becomes of what leaves them. */
const KINDS: readonly { kind: Kind; fileOf: (slug: string) => string; removed: string }[] = [
  {
    kind: 'topics',
    fileOf: (slug) => `topics/${slug}.json`,
    removed: 'gone: its feeds will answer 410',
  },
  {
    kind: 'gazetteers',
    fileOf: (slug) => `gazetteers/${slug}.json`,
    removed: 'gone: no topic can refer to it any more',
  },
  {
    kind: 'sources',
    fileOf: (slug) => `sources.json  ${slug}`,
    removed: 'gone: it will not be polled, what it brought stays',
  },
  {
    kind: 'entries',
    fileOf: (slug) => `entries/${slug}.md`,
    removed: 'gone: it will be withdrawn',
  },
]

/** What the API or the desk added, `data/` takes over when it lists it. */
const inWords = (member: string) => (member === 'managedBy' ? 'it is data/’s from now on' : member)

const changedInWords = (members: readonly string[]) =>
  members.length === 0 ? 'changed' : `changed: ${members.map(inWords).join(', ')}`

/** A line for each file, or source of a file, that differs. */
export function differenceInLines(difference: Difference): string[] {
  const { newsroom } = difference
  const own =
    newsroom.changed.length === 0 ? [] : [['newsroom.json', changedInWords(newsroom.changed)]]
  const others = KINDS.flatMap(({ kind, fileOf, removed }) => [
    ...difference[kind].added.map((slug) => [fileOf(slug), 'new']),
    ...difference[kind].changed.map(({ slug, members }) => [fileOf(slug), changedInWords(members)]),
    ...difference[kind].removed.map((slug) => [fileOf(slug), removed]),
  ])
  const rows = [...own, ...others]
  const width = Math.max(0, ...rows.map(([file = '']) => file.length))
  return rows.map(([file = '', what = '']) => `${file.padEnd(width)}  ${what}`)
}

const countOf = (difference: Difference, what: 'added' | 'changed' | 'removed') =>
  KINDS.reduce((sum, { kind }) => sum + difference[kind][what].length, 0)

/** How much is taken away: this is what must be asked for. */
export const removals = (difference: Difference) => countOf(difference, 'removed')

/** The difference in one phrase. */
export function inSum(difference: Difference): string {
  const changed = countOf(difference, 'changed') + Math.sign(difference.newsroom.changed.length)
  const parts = [
    `${countOf(difference, 'added')} new`,
    `${changed} changed`,
    `${removals(difference)} removed`,
  ].filter((part) => !part.startsWith('0 '))
  return parts.length === 0 ? 'nothing to change' : parts.join(', ')
}
