import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import {
  addSource,
  get,
  NEWSROOM,
  operatorHeaders,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const FERRIES = {
  title: 'Sea',
  description: 'Ships and ferries',
  groups: { words: { terms: ['ship', 'ferry'], weight: 3 } },
}

/** A queue that only remembers: what is sent is done when the test says so, and may be lost. */
const queue = remembered()

const operate = (method: string, path: string, body: unknown) =>
  worker.fetch(
    new Request(`${SITE}${path}`, { method, headers: operatorHeaders, body: JSON.stringify(body) }),
    queue.env,
    createExecutionContext(),
  )

const serve = (items: { title: string }[]) => world({ [SOURCE]: serves(rss(items)) })

const pollSource = async () => {
  await env.DB.prepare("UPDATE sources SET next_poll_at = '2000-01-01T00:00:00Z'").run()
  await deliver([{ kind: 'poll', slug: 'a' }], queue.env)
}

const FAR = '9999-01-01T00:00:00Z'
const oneMessage = () => deliver([{ kind: 'refile', until: FAR }], queue.env)

/** All that was sent, and what comes of it; says how many messages that took. */
async function everything(): Promise<number> {
  let messages = 0
  for (let next = queue.sent.splice(0); next.length > 0; next = queue.sent.splice(0)) {
    messages += next.length
    await deliver(next, queue.env)
  }
  return messages
}

const filing = async (slug: string) =>
  (await (await get(`/api/topics/${slug}`, operatorHeaders)).json<{ filing: object }>()).filing

const sea = async () => {
  const response = await get('/topics/sea.json?limit=200')
  const { items } = await response.json<{ items: { title: string }[] }>()
  return {
    titles: items.map(({ title }) => title).sort(),
    etag: response.headers.get('etag'),
    modified: response.headers.get('last-modified'),
  }
}

const items = [
  ...Array.from({ length: 180 }, (_, i) => ({ title: `Ferry ${i}` })),
  ...Array.from({ length: 70 }, (_, i) => ({ title: `Train ${i}` })),
  { title: 'Ship' },
]

beforeEach(async () => {
  await reset()
  queue.sent.length = 0
  await operate('PUT', '/api/newsroom', NEWSROOM)
  serve(items)
  await addSource(SOURCE, { slug: 'a' })
  await pollSource()
})
afterEach(() => vi.unstubAllGlobals())

describe('when a rule changes', () => {
  it('its feed stays as it is until every entry is done, and moves once', async () => {
    const before = await sea()
    expect(before.titles).toEqual(['Ship'])
    await operate('PUT', '/api/topics/sea', { ...FERRIES, title: 'SEA', description: 'About sea' })
    queue.sent.length = 0
    // A definition that is new is shown as such at once.
    const renamed = await sea()

    const seen = [renamed.etag]
    for (let messages = 0; messages < 7; messages += 1) {
      await oneMessage()
      seen.push((await sea()).etag)
    }
    expect(new Set(seen).size).toBe(1)
    await oneMessage()

    const after = await sea()
    expect(after.titles).toHaveLength(181)
    expect(after.etag).not.toBe(renamed.etag)
    expect(await filing('sea')).toEqual({ state: 'current' })
  })

  it('how far it is can be seen, by its operator and in /health.json', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    expect(await filing('sea')).toEqual({ state: 'waiting' })
    await oneMessage()
    await oneMessage()

    const progress = { done: 50, entries: 251, begunAt: expect.any(String) }
    expect(await filing('sea')).toEqual({ state: 'refiling', ...progress })
    expect(await filing('rail')).toEqual({ state: 'current' })
    expect(await (await get('/health.json')).json()).toMatchObject({
      refiling: { topics: ['sea'], ...progress },
    })
    await everything()
    expect(await (await get('/health.json')).json()).toMatchObject({ refiling: null })
  })

  it('a run that was cut off is taken up by the cron where it was', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    await oneMessage()
    await oneMessage()
    // The process dies, and its messages with it.
    queue.sent.length = 0
    await cron({ ...queue.env, POLLING: 'off' })

    expect(await everything()).toBe(6)

    expect((await sea()).titles).toHaveLength(181)
    await cron({ ...queue.env, POLLING: 'off' })
    expect(queue.sent).toEqual([])
  })

  it('a message that is delivered twice does no harm, and makes no second row of them', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    await oneMessage()
    queue.sent.length = 0
    await Promise.all([oneMessage(), oneMessage()])
    expect(queue.sent.length).toBeGreaterThanOrEqual(1)
    await everything()

    const { results } = await env.DB.prepare(
      "SELECT count(*) AS n FROM entry_topics WHERE topic = 'sea'",
    ).all()
    expect(results).toEqual([{ n: 181 }])
  })

  it('what a poll brings meanwhile is filed by the new rule, and what it changes stays as it filed it', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    for (let messages = 0; messages < 7; messages += 1) await oneMessage()
    serve([{ title: 'Ferry new' }, { title: 'Lorry 0', id: 'urn:x:Ferry 0' } as { title: string }])
    await pollSource()
    expect((await sea()).titles).toEqual(['Ferry new', 'Ship'])

    await everything()

    const { titles } = await sea()
    expect(titles).toHaveLength(181)
    expect(titles).toContain('Ferry new')
    expect(titles).not.toContain('Ferry 0')
    expect(titles).not.toContain('Lorry 0')
  })

  it('changed again, it begins again, and nothing of the first change is ever seen', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    for (let messages = 0; messages < 3; messages += 1) await oneMessage()
    await operate('PUT', '/api/topics/sea', {
      ...FERRIES,
      groups: { words: { terms: ['train'], weight: 3 } },
    })

    await everything()

    expect((await sea()).titles).toHaveLength(70)
  })

  it('changed back before anything was shown, its feed never moves', async () => {
    const original = NEWSROOM.topics[1]
    const before = await sea()
    await operate('PUT', '/api/topics/sea', { ...original, groups: FERRIES.groups })
    await oneMessage()
    await oneMessage()
    await operate('PUT', '/api/topics/sea', original)

    await everything()

    expect(await filing('sea')).toEqual({ state: 'current' })
    expect((await sea()).etag).toBe(before.etag)
  })

  it('changed to and fro, what was polled in between is filed by the rule that is left', async () => {
    const original = NEWSROOM.topics[1]
    const ferries = { ...original, groups: FERRIES.groups }
    const bring = async (title: string) => {
      serve([{ title }])
      await pollSource()
    }
    await operate('PUT', '/api/topics/sea', ferries)
    for (let messages = 0; messages < 3; messages += 1) await oneMessage()
    await bring('Ferry A')
    await operate('PUT', '/api/topics/sea', original)
    await bring('Ferry B')
    await operate('PUT', '/api/topics/sea', ferries)
    queue.sent.length = 0
    await cron({ ...queue.env, POLLING: 'off' })
    await everything()
    expect((await sea()).titles).toHaveLength(183)

    await operate('PUT', '/api/topics/sea', original)
    await bring('Ferry C')
    await operate('PUT', '/api/topics/sea', ferries)
    await bring('Ferry D')
    await operate('PUT', '/api/topics/sea', original)
    await everything()
    expect((await sea()).titles).toEqual(['Ship'])
  })

  it('a topic that is removed meanwhile stays removed', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    for (let messages = 0; messages < 3; messages += 1) await oneMessage()
    await operate('DELETE', '/api/topics/sea', {})

    await everything()

    const { results } = await env.DB.prepare(
      "SELECT key FROM entry_topics WHERE topic = 'sea'",
    ).all()
    expect(results).toEqual([])
  })

  it('an entry that is withdrawn meanwhile is not shown again', async () => {
    await operate('PUT', '/api/topics/sea', FERRIES)
    for (let messages = 0; messages < 7; messages += 1) await oneMessage()
    await env.DB.prepare(
      "UPDATE entries SET withdrawn_at = '2026-11-01T00:00:00Z' WHERE head ->> 'title' = 'Ferry 1'",
    ).run()

    await everything()

    expect((await sea()).titles).toHaveLength(180)
  })

  it('only its name, nothing is filed again', async () => {
    await operate('PUT', '/api/topics/sea', { ...NEWSROOM.topics[1], title: 'The sea' })
    expect(queue.sent).toEqual([])
    expect(await filing('sea')).toEqual({ state: 'current' })
  })

  it('a gazetteer that a topic refers to changes its rule', async () => {
    const topics = [
      { slug: 'sea', title: 'Sea', description: 'd', groups: { seas: { gazetteer: 'seas' } } },
    ]
    const gazetteer = (name: string) => ({
      slug: 'seas',
      title: 'Seas',
      places: [{ name, kind: 'sea', weight: 3 }],
    })
    await operate('PUT', '/api/newsroom', { ...NEWSROOM, topics, gazetteers: [gazetteer('Ship')] })
    await everything()
    expect((await sea()).titles).toEqual(['Ship'])

    await operate('PUT', '/api/newsroom', { ...NEWSROOM, topics, gazetteers: [gazetteer('Train')] })
    await everything()
    expect((await sea()).titles).toHaveLength(70)

    await operate('PUT', '/api/newsroom', { ...NEWSROOM, topics })
    expect(queue.sent).toEqual([])
  })
})
