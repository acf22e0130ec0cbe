import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { d1Sources, servedSource } from '../../src/adapters/d1-sources.ts'
import { reset } from '../support/workerd/reset.ts'

const URL_ = 'https://rail.example/feed'

/** A source whose feed says this of itself. */
async function idOf(feedId: string | undefined, more: object = {}): Promise<string | undefined> {
  const sources = d1Sources(env.DB)
  await sources.add([{ slug: 'rail', url: URL_, ...more }], 'api', '2026-11-22T12:00:00Z')
  const feed = { title: 'Rail', authors: [], categories: [], hubs: [], id: feedId }
  await env.DB.prepare('UPDATE sources SET feed = ?').bind(JSON.stringify(feed)).run()
  return (await servedSource(env.DB, ['rail'])).get('rail')?.id
}

beforeEach(reset)

describe('the id a source is told by', () => {
  it.each([
    { feedId: 'tag:rail.example,2026:feed', is: 'tag:rail.example,2026:feed', because: 'its own' },
    { feedId: 'our feed', is: URL_, because: 'what it has is no IRI' },
    { feedId: undefined, is: URL_, because: 'it has none' },
  ])('$feedId: $is, $because', async ({ feedId, is }) => {
    expect(await idOf(feedId)).toBe(is)
  })

  it('is a name of ours where its address is private', async () => {
    expect(await idOf(`${URL_}?token=s3cret`, { private: true })).toBe('urn:despatch:source:rail')
  })
})
