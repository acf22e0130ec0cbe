import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { d1Entries } from '../../src/adapters/d1-entries.ts'
import { d1Polls } from '../../src/adapters/d1-polls.ts'
import { d1Stories } from '../../src/adapters/d1-stories.ts'
import { d1Withdrawals } from '../../src/adapters/d1-withdrawals.ts'
import type { Entry } from '../../src/domain/entry.ts'
import { queryOf } from '../../src/domain/feed-query.ts'
import type { EntryWrite } from '../../src/domain/store.ts'
import { placeWrites } from '../../src/jobs/place-stories.ts'
import { entryOf } from '../support/entries.ts'
import { reset } from '../support/workerd/reset.ts'

const NOW = '2026-11-22T12:00:00Z'

const write = (given: Partial<Entry>): EntryWrite => ({
  entry: entryOf({ source: null, ...given }),
  written: { links: [], enclosures: [], authors: [], contributors: [], categories: [] },
  isWithheld: false,
  sanitizerVersion: 1,
  topics: [{ slug: 'rail', evidence: [] }],
  words: given.title ?? '',
  signature: { title: [], titleParticulars: [], lead: [], leadParticulars: [] },
})
const FIRST = write({ key: 'a', title: 'Before' })
const SECOND = write({ key: 'a', title: 'After', revision: 2 })

const polls = d1Polls(env.DB)
const withdrawals = d1Withdrawals(env.DB)
const titles = async (...topics: string[]) =>
  (await d1Entries(env.DB).select(queryOf(...topics), 100)).entries.map(({ title }) => title)
const streams = async () =>
  (await env.DB.prepare('SELECT slug, version, changed_at FROM streams ORDER BY slug').all())
    .results
const stored = () =>
  env.DB.prepare("SELECT revision, withdrawn_because FROM entries WHERE key = 'a'").first()

beforeEach(async () => {
  await reset()
  await env.DB.batch(
    ['all', 'rail'].map((slug) =>
      env.DB.prepare('INSERT INTO streams (slug, version, changed_at) VALUES (?, 1, ?)').bind(
        slug,
        '2026-01-01T00:00:00Z',
      ),
    ),
  )
  await polls.record([FIRST], null, NOW)
})

it('a poll that began before the withdrawal keeps what it brought, and shows nothing of it', async () => {
  await withdrawals.withdraw('a', 'a hoax', NOW)
  const before = await streams()
  await polls.record([SECOND], null, NOW)

  expect(await stored()).toEqual({ revision: 2, withdrawn_because: 'a hoax' })
  expect(await titles()).toEqual([])
  expect(await titles('rail')).toEqual([])
  expect(await streams()).toEqual(before)
})

it('a poll that placed it before the withdrawal is told to place it anew', async () => {
  const placed = await placeWrites([SECOND], { stories: d1Stories(env.DB) })
  await withdrawals.withdraw('a', null, NOW)

  expect(await polls.record([SECOND], null, NOW, placed?.placing)).toBe(false)
})

it('nothing files what is withdrawn, whoever tries', async () => {
  await withdrawals.withdraw('a', null, NOW)
  await env.DB.prepare(
    `INSERT OR REPLACE INTO entry_topics (topic, sort_at, key, evidence)
     SELECT 'rail', sort_at, key, '[]' FROM entries`,
  ).run()
  expect(await titles('rail')).toEqual([])
})

it('the word of the operator outlives the entry', async () => {
  await withdrawals.withdraw('a', 'a hoax', NOW)
  await env.DB.prepare("DELETE FROM entries WHERE key = 'a'").run()
  await polls.record([FIRST], null, NOW)

  expect(await stored()).toEqual({ revision: 1, withdrawn_because: 'a hoax' })
  expect(await titles()).toEqual([])
  expect(await d1Stories(env.DB).isAnyUnplaced(1)).toBe(true)
})

it('what a poll has changed since it was read is not restored under its old topics', async () => {
  await withdrawals.withdraw('a', null, NOW)
  const read = await withdrawals.restorable('a')
  await polls.record([SECOND], null, NOW)
  if (!read) throw new Error('it is there')

  expect(await withdrawals.restore(read, [], NOW)).toBe(false)
  expect(await titles()).toEqual([])
  expect(await withdrawals.restore({ ...read, revision: 2 }, SECOND.topics, NOW)).toBe(true)
  expect(await titles('rail')).toEqual(['After'])
})
