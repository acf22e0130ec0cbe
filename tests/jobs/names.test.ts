import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addSource, applyNewsroom, get, rss, serves, world } from '../support/workerd/newsroom.ts'
import { deliver } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const RESOLVER = 'https://dns.example/q'
const feed = serves(rss([{ title: 'A train' }]))
/** What the resolver says of a name, for both families. */
const named = (name: string, ...addresses: string[]) =>
  Object.fromEntries(
    ['A', 'AAAA'].map((type) => [
      `${RESOLVER}?name=${name}&type=${type}`,
      () =>
        Response.json({
          Status: 0,
          Answer: type === 'A' ? addresses.map((data) => ({ type: 1, TTL: 60, data })) : [],
        }),
    ]),
  )

/** Polls it with names looked up, and tells what its health says then. */
async function healthAfterPoll(url: string) {
  const slug = await addSource(url)
  await deliver([{ kind: 'poll', slug }], { ...env, DNS_RESOLVER: RESOLVER })
  const { sources } = await (
    await get('/health.json')
  ).json<{ sources: { slug: string; state: string; wrong: string[] }[] }>()
  return sources.find((source) => source.slug === slug)
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('where names are looked up', () => {
  it('one that is public is asked', async () => {
    const url = 'https://public.example/feed'
    world({ ...named('public.example', '8.8.8.8'), [url]: feed })
    expect(await healthAfterPoll(url)).toMatchObject({ state: 'answering', wrong: [] })
  })

  it('one that leads into the private network is not asked', async () => {
    const url = 'https://inside.example/feed'
    const { asked } = world({ ...named('inside.example', '10.0.0.7'), [url]: feed })
    expect(await healthAfterPoll(url)).toMatchObject({
      state: 'failing',
      wrong: [
        'not asked: inside.example is a private address; name it in PRIVATE_HOSTS to allow it',
      ],
    })
    expect(asked.map((request) => request.url)).not.toContain(url)
  })

  it('one that a redirect leads to is looked up as well', async () => {
    const url = 'https://outside.example/feed'
    world({
      ...named('outside.example', '8.8.8.8'),
      ...named('metadata.example', '169.254.169.254'),
      [url]: () =>
        new Response(null, { status: 302, headers: { location: 'http://metadata.example/' } }),
    })
    expect((await healthAfterPoll(url))?.wrong[0]).toContain(
      'metadata.example is a private address',
    )
  })

  it('one that PRIVATE_HOSTS names is not looked up', async () => {
    const url = 'https://private.test/feed'
    const { asked } = world({ [url]: feed })
    expect(await healthAfterPoll(url)).toMatchObject({ state: 'answering' })
    expect(asked.map((request) => request.url)).toEqual([url])
  })

  it('a resolver that is away holds up nobody', async () => {
    const url = 'https://anywhere.example/feed'
    world({ [url]: feed })
    expect(await healthAfterPoll(url)).toMatchObject({ state: 'answering', wrong: [] })
  })
})
