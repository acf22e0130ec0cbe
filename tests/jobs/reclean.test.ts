import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import { SANITIZER_VERSION } from '../../src/ingest/sanitize.ts'
import type { Job } from '../../src/jobs/job.ts'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const BAD = '<p onclick="alert(1)">A ship.</p><iframe src="https://evil.example/"></iframe>'
const own = {
  slug: 'ours',
  title: 'Our train',
  published: '2026-11-01T00:00:00Z',
  markdown: 'It **left**.',
}

/** A queue that only remembers. */
function remembered() {
  const sent: Job[] = []
  const QUEUE = {
    sendBatch: async (messages: Iterable<{ body: Job }>) =>
      void sent.push(...Array.from(messages, ({ body }) => body)),
  }
  return { sent, env: { ...env, QUEUE: QUEUE as unknown as typeof env.QUEUE } }
}

const cron = (to: typeof env) => worker.scheduled(createScheduledController(), to)

async function deliver(jobs: Job[], to: typeof env) {
  const timestamp = new Date()
  const messages = jobs.map((body, i) => ({ id: String(i), timestamp, attempts: 1, body }))
  const batch = createMessageBatch<Job>('despatch-jobs', messages)
  await worker.queue(batch, to)
  return getQueueResult(batch, createExecutionContext())
}

/** Cron and queue until nothing is left to clean; says how many messages that took. */
async function healed(): Promise<number> {
  const { sent, env: bindings } = remembered()
  await cron({ ...bindings, POLLING: 'off' })
  let messages = 0
  for (let next = sent.splice(0); next.length > 0; next = sent.splice(0)) {
    messages += next.filter(({ kind }) => kind === 'reclean').length
    await deliver(next, bindings)
  }
  return messages
}

/** As if a sanitiser that let everything through had stored them. */
const asOnceCleaned = (where = 'true') =>
  env.DB.batch([
    env.DB.prepare(`UPDATE originals SET sanitizer_version = 0
                    WHERE key IN (SELECT key FROM entries WHERE ${where})`),
    env.DB.prepare(`UPDATE entries SET content = ?, fingerprint = 'old' WHERE ${where}`).bind(BAD),
  ])

const stored = async (): Promise<Record<string, unknown>[]> =>
  (
    await env.DB.prepare(
      `SELECT e.key, id, source, lead, sort_at, first_seen_at, changed_at, updated, revision,
              fingerprint, head, content, cleanings, o.sanitizer_version,
              (SELECT count(*) FROM revisions r WHERE r.key = e.key) AS revisions
       FROM entries e JOIN originals o ON o.key = e.key ORDER BY e.key`,
    ).all<Record<string, unknown>>()
  ).results.map((row) => ({ ...row, head: JSON.parse(String(row['head'])) as unknown }))

const items = [
  { id: 'urn:a', title: 'A train', text: '&lt;p onclick="x()"&gt;Words.&lt;/p&gt;' },
  { id: 'urn:b', title: 'Another', text: 'More words.' },
]
const head = '<managingEditor>a@rail.example (Ann)</managingEditor><language>de</language>'

beforeEach(async () => {
  await reset()
  await applyNewsroom({ entries: [own] })
  world({ [SOURCE]: serves(rss(items, head)) })
  await poll(await addSource(SOURCE, { slug: 'rail' }))
})
afterEach(() => vi.unstubAllGlobals())

describe('what an older sanitiser has cleaned', () => {
  it('is cleaned again from what its publisher wrote, and nothing else of it moves', async () => {
    const before = await stored()
    await asOnceCleaned()

    await healed()

    expect(await stored()).toEqual(before.map((row) => ({ ...row, cleanings: 1 })))
    expect(before.every((row) => row['sanitizer_version'] === SANITIZER_VERSION)).toBe(true)
  })

  it('is left alone when it comes out the same', async () => {
    const before = await stored()
    await env.DB.prepare('UPDATE originals SET sanitizer_version = 0').run()

    expect(await healed()).toBe(2)

    expect(await stored()).toEqual(before)
  })

  it('is cleaned once', async () => {
    await asOnceCleaned()
    await healed()
    const after = await stored()

    expect(await healed()).toBe(0)

    expect(await stored()).toEqual(after)
  })

  it('is under the topics of what it says now', async () => {
    await asOnceCleaned("head ->> 'title' = 'Another'")
    const key = (await stored()).find((row) => row['fingerprint'] === 'old')?.['key']
    await env.DB.prepare(
      `INSERT INTO entry_topics (topic, sort_at, key, evidence) VALUES ('sea', '2026-11-01', ?, '[]')`,
    )
      .bind(key)
      .run()
    expect(await itemsOf('sea')).toHaveLength(1)

    await healed()

    expect(await itemsOf('sea')).toHaveLength(0)
  })

  it('makes a new document of the feeds it is in, under another ETag, and of no others', async () => {
    const tags = async () =>
      Promise.all(
        ['rail', 'sea'].map(async (slug) =>
          (await get(`/topics/${slug}.atom`)).headers.get('etag'),
        ),
      )
    const [rail, sea] = await tags()
    await asOnceCleaned()

    await healed()

    const [railAfter, seaAfter] = await tags()
    expect(railAfter).not.toBe(rail)
    expect(seaAfter).toBe(sea)
    const shown = await itemsOf('rail')
    expect(shown.map(({ content_html: html }) => html)).not.toContain(BAD)
  })

  it('changes nothing for its source: the next poll finds everything as it was', async () => {
    await asOnceCleaned()

    const report = await poll('rail')

    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 2, duplicate: 0 })
    expect((await stored()).map(({ revision, revisions }) => [revision, revisions])).toEqual(
      Array.from({ length: 3 }, () => [1, 0]),
    )
  })

  it('is what the operator sees unchanged when the newsroom is applied again', async () => {
    await asOnceCleaned()
    const response = await applyNewsroom({ entries: [own] })
    expect(await response.json()).toMatchObject({
      entries: { added: 0, changed: 0, unchanged: 1, withdrawn: 0 },
    })
  })

  it('is cleaned in batches, each of which can be the last', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ title: `Train ${i}` }))
    world({ [SOURCE]: serves(rss(many)) })
    await poll('rail')
    await asOnceCleaned()
    const { sent, env: bindings } = remembered()

    await deliver([{ kind: 'reclean', until: '2000-01-01T00:00:00Z' }], bindings)
    expect(sent).toEqual([])
    const left = (await stored()).filter((row) => row['content'] === BAD)
    expect(left).toHaveLength(73)

    expect(await healed()).toBe(3)
    expect((await stored()).filter((row) => row['content'] === BAD)).toEqual([])
  })

  it('that cannot be cleaned is left as it is, and holds up no other', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await asOnceCleaned()
    await env.DB.prepare(
      `UPDATE originals SET written = '{"title":{"type":"html"}}' WHERE key = 'ours'`,
    ).run()

    await healed()

    const left = (await stored()).filter((row) => row['content'] === BAD)
    expect(left.map(({ key }) => key)).toEqual(['ours'])
    expect(await healed()).toBe(0)
  })
})
