import { exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, UnexpectedAnswer } from '../../src/contract/client.ts'
import { SITE } from '../support/workerd/newsroom.ts'
import { exampleNewsroom } from '../support/workerd/operations.ts'
import { reset } from '../support/workerd/reset.ts'

const send = (request: Request) => exports.default.fetch(request)
const client = createClient({ baseUrl: `${SITE}/`, token: 'the-token', send })

beforeEach(async () => {
  await reset()
  await exampleNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('the client', () => {
  it('knows what each call needs and what it answers', async () => {
    const path = { slug: 'example-org-feed' }
    const changed = await client('PATCH /api/sources/{slug}', { path, body: { paused: true } })
    if (!changed.ok) throw new Error(changed.problem.detail)
    const state: 'paused' | 'new' | 'answering' | 'failing' | 'ended' = changed.body.health.state
    expect(state).toBe('paused')

    const listed = await client('GET /api/sources', { query: { limit: 1, state: 'paused' } })
    expect(listed.ok && listed.body.sources.map(({ slug }) => slug)).toEqual([path.slug])
    expect((await client('GET /api/topics')).ok).toBe(true)
  })

  it('gives a problem as a value, with all that is wrong', async () => {
    const answer = await client('POST /api/sources', { body: { url: 'nowhere' } })
    expect(answer).toMatchObject({
      ok: false,
      status: 422,
      problem: { faults: [{ where: 'url' }] },
    })
  })

  it('sends documents as they are, and reads feeds and answers without a body', async () => {
    const preview = await client('POST /api/preview', {
      headers: { 'x-feed-url': 'https://x.example/feed' },
      body: '<rss version="2.0"><channel><title>T</title><item><title>A frigate</title></item></channel></rss>',
    })
    expect(preview.ok && preview.body.items[0]?._topics[0]?.slug).toBe('defence')

    const path = { expression: 'defence', format: 'atom' as const }
    const feed = await client('GET /topics/{expression}.{format}', { path })
    expect(feed.ok && feed.body).toContain('<feed')

    const gone = await client('DELETE /api/topics/{slug}', { path: { slug: 'rail' } })
    expect(gone).toMatchObject({ ok: true, status: 204, body: undefined })
  })

  it('throws what nobody described', async () => {
    const elsewhere = createClient({
      baseUrl: 'https://proxy.example',
      send: () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    })
    await expect(elsewhere('GET /health.json')).rejects.toThrow(UnexpectedAnswer)
  })

  it('does not compile when it is used wrongly', () => {
    const wrong = () => [
      // @ts-expect-error -- there is no such call
      client('GET /api/nothing'),
      // @ts-expect-error -- its path has a slug
      client('GET /api/sources/{slug}'),
      // @ts-expect-error -- it needs a body
      client('POST /api/sources'),
      // @ts-expect-error -- a source needs a URL
      client('POST /api/sources', { body: { title: 'x' } }),
      // @ts-expect-error -- no source has that
      client('POST /api/sources', { body: { url: 'https://x.example/', titel: 'x' } }),
      // @ts-expect-error -- there is no such state
      client('GET /api/sources', { query: { state: 'ill' } }),
      // @ts-expect-error -- it may be a problem, which has no body
      client('GET /api/topics').then(({ body }) => body),
    ]
    expect(wrong).toBeTypeOf('function')
  })
})
