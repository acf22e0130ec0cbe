import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { d1Stories } from '../../src/adapters/d1-stories.ts'
import { tokenize } from '../../src/classify/tokens.ts'
import { WINDOW_DAYS } from '../../src/cluster/compare.ts'
import { isTimeless } from '../../src/cluster/marks.ts'
import { placingOf } from '../../src/cluster/placing.ts'
import { signatureOf } from '../../src/cluster/signature.ts'
import { toldOf } from '../../src/cluster/told.ts'
import { migrate } from '../migrate.ts'
import { table } from './table.ts'

const SIZES = [10_000, 1_000_000]
const PER_SEED = 50_000
const PLACED = 200
/** A busy newsroom: so many entries a day, however many days that makes. */
const PER_DAY = 2000
const DAY = 24 * 3600 * 1000
const NEWEST = Date.UTC(2026, 10, 1)
const SHARED_MARKS = 28
/** Of so many entries one bears the same mark, as it was in 6,000 news texts. */
const ONE_OF = 1000

/**
 * Stored entries without their texts, for a placing looks at none: each with as many marks as a real
 * one has. Made in the database, for a million of them.
 */
const NUMBERS =
  'WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)'
const ENTRIES = `
  ${NUMBERS}
  INSERT INTO entries (key, id, sort_at, first_seen_at, changed_at, updated, revision, fingerprint, head)
  SELECT 'seed' || i, 'urn:seed:' || i, m.at, m.at, m.at, m.at, 1, 'f', '{}'
  FROM (SELECT i, strftime('%Y-%m-%dT%H:%M:%SZ', ?3 - i * 86400.0 / ?4, 'unixepoch') AS at FROM n) m`
const TELLINGS = `
  UPDATE tellings SET ladder_version = 1, tick = 1, marks = '[]',
    signature = '{"title":["seed"],"titleParticulars":[],"lead":[],"leadParticulars":[]}'
  WHERE signature IS NULL`
/** In their order, of one kind after the other, or a million of them would take an hour. */
const MARKS = `
  ${NUMBERS}
  INSERT INTO marks (mark, sort_at, key)
  SELECT CAST(?3 AS INTEGER) * 4294967296 + (i * (CAST(?3 AS INTEGER) + 31)) % ${ONE_OF} * 7919 AS mark, e.sort_at, e.key
  FROM n CROSS JOIN entries e ON e.key = 'seed' || i ORDER BY 1, 2, 3`

async function seed(db: D1Database, from: number, to: number) {
  for (let at = from; at < to; at += PER_SEED) {
    const end = Math.min(at + PER_SEED, to)
    await db
      .prepare(ENTRIES)
      .bind(at, end, NEWEST / 1000, PER_DAY)
      .run()
  }
  await db.prepare(TELLINGS).run()
  for (let kind = 2; kind < 2 + SHARED_MARKS; kind += 1)
    await db.prepare(MARKS).bind(from, to, kind).run()
}

const WORDS = Array.from(
  { length: 3000 },
  (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`,
)
const wordsOf = (entry: number, count: number) =>
  Array.from({ length: count }, (_, i) => WORDS[(entry * 7919 + i * 104_729) % WORDS.length]).join(
    ' ',
  )

/** One new entry placed, from its words to the database; milliseconds. */
async function placeOne(db: D1Database, number: number): Promise<[decide: number, whole: number]> {
  const stories = d1Stories(db)
  const key = `new${number}`
  const sortAt = new Date(NEWEST - number * 60_000).toISOString()
  const begun = performance.now()
  const signature = signatureOf({
    title: tokenize(wordsOf(number, 9)),
    text: tokenize(wordsOf(number + 1, 150)),
  })
  const entry = { key, id: `urn:${key}`, source: null, sortAt, fingerprint: 'f' }
  // The marks of the seeds are borrowed, so that there is somebody to be compared with.
  const own = toldOf(entry, signature)
  const borrowed = Array.from({ length: SHARED_MARKS }, (_, i) => {
    const kind = i + 2
    return kind * 2 ** 32 + ((number * (kind + 31)) % ONE_OF) * 7919
  })
  const told = {
    ...own,
    isWithdrawn: false,
    isNews: true,
    marks: [...own.marks.filter(isTimeless), ...borrowed],
  }
  const prepared = performance.now()
  const around = await stories.around({
    keys: [key],
    sources: [],
    marked: [
      {
        at: sortAt,
        from: new Date(NEWEST - WINDOW_DAYS * DAY).toISOString(),
        to: new Date(NEWEST + WINDOW_DAYS * DAY).toISOString(),
        marks: borrowed,
        timeless: own.marks.filter(isTimeless),
      },
    ],
  })
  const found = performance.now()
  const placing = placingOf([told], around)
  const decided = performance.now()
  await stories.place(placing, null, sortAt)
  return [prepared - begun + (decided - found), performance.now() - begun]
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** What placing one entry costs with few and with many stored, in D1 as it runs here. */
export async function benchStories(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'despatch-stories-'))
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      name: 'stories',
      modules: true,
      script: 'export default {}',
      d1Databases: { DB: 'stories' },
      resourcePersistencePath: folder,
    }),
  })
  const db = await miniflare.getD1Database('DB')
  await migrate(db)
  const rows = []
  let stored = 0
  for (const size of SIZES) {
    await seed(db, stored, size)
    stored = size
    await db.prepare('PRAGMA optimize').run()
    const times = []
    for (let i = 0; i < PLACED; i += 1) times.push(await placeOne(db, size + i))
    const bare = []
    for (let i = 0; i < PLACED; i += 1) {
      const begun = performance.now()
      await db.prepare('SELECT 1').first()
      bare.push(performance.now() - begun)
    }
    const settled = times.slice(PLACED / 4)
    rows.push([
      size.toLocaleString('en'),
      median(settled.map(([decide]) => decide)).toFixed(2),
      median(settled.map(([, whole]) => whole)).toFixed(2),
      median(bare).toFixed(2),
    ])
  }
  console.log(
    `\nPlacing one entry among those stored, ${PER_DAY} of them a day; medians of ${PLACED}\n`,
  )
  console.log(table(['stored', 'compare ms', 'with the database ms', 'SELECT 1 ms'], rows))
  await miniflare.dispose()
  rmSync(folder, { recursive: true })
}
