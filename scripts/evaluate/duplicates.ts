import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { tokenize } from '../../src/classify/tokens.ts'
import { tieBetween } from '../../src/cluster/compare.ts'
import { likeness } from '../../src/cluster/likeness.ts'
import { placesOf } from '../../src/cluster/place.ts'
import { signatureOf } from '../../src/cluster/signature.ts'
import { toldOf } from '../../src/cluster/told.ts'
import { RUNGS, type Member } from '../../src/domain/story.ts'
import { table } from '../bench/table.ts'
import { parseCsv } from '../csv.ts'
import { ROOT } from '../settings.ts'

const FOLDER = join(process.env['CORPUS'] ?? join(ROOT, '../shared/corpus'), 'duplicates')
const LONGEST_TITLE = 160
const EXAMPLES = 8

/** Two entries of which somebody says whether they tell one story. */
interface Labelled {
  a: Member
  b: Member
  isOne: boolean
}

interface Text {
  key: string
  source: string
  title: string
  text?: string
  url?: string
  sortAt: string
}

const NOBODYS = { isOfficial: false, isWithdrawn: false, isRepeat: false }

/** As it would come from a feed; all of these sets are in English. */
function memberOf({ key, source, title, text = '', url, sortAt }: Text): Member {
  const signature = signatureOf({
    title: tokenize(title),
    text: tokenize(text.slice(0, 1500)),
    language: 'en',
  })
  return {
    ...NOBODYS,
    ...toldOf({ key, id: key, source, sortAt, url, fingerprint: '' }, signature),
  }
}

const Pair = v.object({
  pair_id: v.string(),
  same_story: v.nullable(v.picklist([0, 1])),
  text1: v.string(),
  text2: v.string(),
})

/** The first line is the title, where there is one; of the rest of the texts nobody knows where theirs ends. */
function entryOf(key: string, text: string): Member {
  const end = text.indexOf('\n')
  const title = end > 0 && end <= LONGEST_TITLE ? text.slice(0, end) : ''
  // All of them as if of one day: dates would make it easier.
  return memberOf({
    key,
    source: key,
    title,
    text: text.slice(title.length),
    sortAt: '2020-01-01T00:00:00Z',
  })
}

function readPairs(): { members: Member[]; labelled: Labelled[] } {
  const lines = readFileSync(join(FOLDER, 'pairs.jsonl'), 'utf8').trim().split('\n')
  const pairs = lines.map((line) => {
    const { pair_id: id, same_story: label, text1, text2 } = v.parse(Pair, JSON.parse(line))
    return { a: entryOf(`${id}-1`, text1), b: entryOf(`${id}-2`, text2), label }
  })
  return {
    members: pairs.flatMap(({ a, b }) => [a, b]),
    labelled: pairs.flatMap(({ a, b, label }) =>
      label === null ? [] : [{ a, b, isOne: label === 1 }],
    ),
  }
}

/** Every two headlines; they are one story when the same machine put them into one cluster. */
function readHeadlines(): { members: Member[]; labelled: Labelled[] } {
  const rows = parseCsv(readFileSync(join(FOLDER, 'headline-clusters.csv'), 'utf8'))
  const unescaped = (text = '') => text.replaceAll(/\\(?=\W)/g, '')
  const told = rows.map((row) => ({
    story: row['story'],
    member: memberOf({
      key: row['id'] ?? '',
      source: row['publisher'] ?? '',
      title: unescaped(row['title']),
      url: unescaped(row['url']),
      sortAt: new Date(Number(row['timestamp_ms'])).toISOString(),
    }),
  }))
  return {
    members: told.map(({ member }) => member),
    labelled: told.flatMap(({ member: a, story }, i) =>
      told.slice(i + 1).map((other) => ({ a, b: other.member, isOne: story === other.story })),
    ),
  }
}

/** What a title says, or the beginning of a text that has none. */
const wordsOf = ({ signature: { title, lead, titleParticulars } }: Member) =>
  [...titleParticulars, ...(title.length > 0 ? title : lead)].slice(0, 12).join(' ')

const share = (part: number, whole: number) => (whole === 0 ? '–' : (part / whole).toFixed(4))

function report(name: string, { members, labelled }: ReturnType<typeof readPairs>): void {
  const places = placesOf(members, new Map())
  const clusterOf = ({ key }: Member) => places.get(key)?.lead ?? key
  const merged = labelled.filter(({ a, b }) => clusterOf(a) === clusterOf(b))
  const wrong = merged.filter(({ isOne }) => !isOne)
  const all = labelled.filter(({ isOne }) => isOne).length
  const rungs = Map.groupBy(merged, ({ a, b }) => tieBetween(a, b)?.rung ?? 'through others')
  const rows = [...RUNGS.slice(1), 'through others' as const].map((rung) => {
    const found = rungs.get(rung) ?? []
    const right = found.filter(({ isOne }) => isOne).length
    return [rung, right, found.length - right, share(right, found.length), share(right, all)]
  })
  const right = merged.length - wrong.length
  rows.push(['all', right, wrong.length, share(right, merged.length), share(right, all)])
  const shown = members.length - new Set(members.map(clusterOf)).size
  console.log(
    `\n${name}: ${labelled.length} labelled pairs, ${all} of them one story; ${shown} of ${members.length} entries are shown under another\n`,
  )
  console.log(table(['rung', 'right', 'wrong', 'precision', 'recall'], rows))
  for (const { a, b } of wrong.slice(0, EXAMPLES))
    console.log(`  wrong: ${wordsOf(a)} | ${wordsOf(b)}`)
  for (const { a, b } of nearest(labelled.filter((pair) => pair.isOne && !merged.includes(pair))))
    console.log(`  missed: ${wordsOf(a)} | ${wordsOf(b)}`)
}

/** The missed ones that look most alike. */
function nearest(missed: Labelled[]): Labelled[] {
  const alike = ({ a, b }: Labelled) =>
    likeness(
      [...a.signature.title, ...a.signature.lead],
      [...b.signature.title, ...b.signature.lead],
    ).share
  return missed
    .map((pair) => ({ pair, share: alike(pair) }))
    .toSorted((x, y) => y.share - x.share)
    .slice(0, EXAMPLES)
    .map(({ pair }) => pair)
}

/** How often the ladder is right about what others have labelled, per rung. */
export function evaluateDuplicates(): void {
  if (!existsSync(FOLDER)) {
    console.log(`There are no labelled duplicates at ${FOLDER}, and so nothing is measured.`)
    return
  }
  report('Articles that people have scored', readPairs())
  report('Headlines that a machine has clustered', readHeadlines())
}
