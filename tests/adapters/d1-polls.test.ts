import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { d1Entries } from '../../src/adapters/d1-entries.ts'
import { d1Polls } from '../../src/adapters/d1-polls.ts'
import type { Entry } from '../../src/domain/entry.ts'
import { queryOf } from '../../src/domain/feed-query.ts'
import type { EntryWrite } from '../../src/domain/store.ts'
import { entryOf } from '../support/entries.ts'
import { reset } from '../support/workerd/reset.ts'

const NOW = '2026-11-22T12:00:00Z'

const write = (given: Partial<Entry>, topics: string[] = []): EntryWrite => ({
  entry: entryOf({ source: null, ...given }),
  written: { links: [], enclosures: [], authors: [], contributors: [], categories: [] },
  isWithheld: false,
  sanitizerVersion: 1,
  topics: topics.map((slug) => ({ slug, evidence: [] })),
  words: given.title ?? '',
  signature: { title: [], titleParticulars: [], lead: [], leadParticulars: [] },
})

const record = (...writes: EntryWrite[]) => d1Polls(env.DB).record(writes, null, NOW)
const shown = async (...topics: string[]) =>
  (await d1Entries(env.DB).select(queryOf(...topics), 100)).entries
const titles = async (...topics: string[]) => (await shown(...topics)).map(({ title }) => title)
const streamOf = (slug: string) =>
  env.DB.prepare('SELECT version, changed_at FROM streams WHERE slug = ?').bind(slug).first()

beforeEach(async () => {
  await reset()
  await env.DB.batch(
    ['all', 'rail', 'sea'].map((slug) =>
      env.DB.prepare('INSERT INTO streams (slug, version, changed_at) VALUES (?, 1, ?)').bind(
        slug,
        '2026-01-01T00:00:00Z',
      ),
    ),
  )
})

describe('what one poll brings', () => {
  it('is written whole', async () => {
    await record(write({ key: 'a', title: 'A' }, ['rail']), write({ key: 'b', title: 'B' }))
    expect(await titles('rail')).toEqual(['A'])
    expect(await titles()).toEqual(['B', 'A'])
  })

  it('or not at all', async () => {
    const impossible = write({ key: 'b', source: 'a source that is not there' })
    await expect(record(write({ key: 'a' }, ['rail']), impossible)).rejects.toThrow('FOREIGN KEY')

    expect(await titles()).toEqual([])
    const { results } = await env.DB.prepare(
      `SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM entry_topics)
            + (SELECT count(*) FROM originals) AS n`,
    ).all()
    expect(results).toEqual([{ n: 0 }])
  })

  it('may be larger than one parameter can hold', async () => {
    const content = 'x'.repeat(400_000) as Entry['content'] & string
    await record(...['a', 'b', 'c', 'd'].map((key) => write({ key, title: key, content })))
    expect(await titles()).toHaveLength(4)
  })
})

describe('a revision', () => {
  const first = write({ key: 'a', title: 'Before' }, ['rail'])
  const second = write({ key: 'a', title: 'After', revision: 2, changedAt: NOW }, ['sea'])

  it('replaces what was said, and keeps it', async () => {
    await record(first)
    await record(second)

    expect(await titles()).toEqual(['After'])
    const { results } = await env.DB.prepare('SELECT revision, head FROM revisions').all()
    expect(results).toHaveLength(1)
    expect(results[0]).toMatchObject({ revision: 1, head: expect.stringContaining('Before') })
  })

  it('moves the entry to its topics of now, and both streams tell', async () => {
    await record(first)
    await record(second)

    expect(await titles('rail')).toEqual([])
    expect(await titles('sea')).toEqual(['After'])
    expect(await streamOf('rail')).toEqual({ version: 3, changed_at: NOW })
    expect(await streamOf('sea')).toEqual({ version: 2, changed_at: '2026-01-01T00:00:00Z' })
  })

  it('is recorded once when two polls race', async () => {
    await record(first)
    await record(second)
    await record(second)
    const { results } = await env.DB.prepare('SELECT revision FROM revisions').all()
    expect(results).toEqual([{ revision: 1 }])
    expect(await titles()).toEqual(['After'])
  })
})

it('a duplicate is kept, and shown only beside its lead', async () => {
  await record(write({ key: 'a', title: 'Lead' }, ['rail']))
  await record(
    write({ key: 'b', title: 'Copy', lead: 'a', url: 'https://example.org/copy' }, ['rail']),
  )

  expect(await titles('rail')).toEqual(['Lead'])
  const [lead] = await shown('rail')
  expect(lead?.duplicates).toEqual([{ title: 'Copy', url: 'https://example.org/copy' }])
})

describe('an entry that its publisher has withdrawn', () => {
  const first = write({ key: 'a', title: 'A' }, ['rail'])
  const withdrawn = {
    ...write({ key: 'a', title: 'A', revision: 2, changedAt: NOW }, ['rail']),
    withdrawnBecause: 'in error',
  }
  const reason = () => env.DB.prepare('SELECT withdrawn_at, withdrawn_because FROM entries').first()

  it('leaves its topics and the stream of all, and each of them tells', async () => {
    await record(first)
    await record(withdrawn)

    expect(await titles('rail')).toEqual([])
    expect(await titles()).toEqual([])
    expect(await streamOf('rail')).toEqual({ version: 3, changed_at: NOW })
    expect(await streamOf('all')).toEqual({ version: 3, changed_at: NOW })
    expect(await reason()).toEqual({ withdrawn_at: NOW, withdrawn_because: 'in error' })
  })

  it('is shown again with its next revision', async () => {
    await record(first)
    await record(withdrawn)
    await record(write({ key: 'a', title: 'A', revision: 3 }, ['rail']))

    expect(await titles('rail')).toEqual(['A'])
    expect(await reason()).toEqual({ withdrawn_at: null, withdrawn_because: null })
  })

  it('before it was ever seen changes no stream', async () => {
    await record({ ...withdrawn, entry: { ...withdrawn.entry, revision: 1 } })

    expect(await titles()).toEqual([])
    expect(await streamOf('all')).toEqual({ version: 1, changed_at: '2026-01-01T00:00:00Z' })
  })
})
