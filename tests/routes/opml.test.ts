import { parseOpml } from 'feedsmith'
import { beforeEach, describe, expect, it } from 'vitest'
import { addSource, applyNewsroom, get } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})

const outlinesOf = async (path: string) => {
  const response = await get(path)
  expect(response.headers.get('content-type')).toBe('text/x-opml; charset=utf-8')
  return parseOpml(await response.text()).body?.outlines
}

describe('OPML', () => {
  it('of the topics leads to their feeds and pages', async () => {
    const outlines = await outlinesOf('/topics.opml')
    expect(
      outlines?.map(({ text, type, xmlUrl, htmlUrl }) => [text, type, xmlUrl, htmlUrl]),
    ).toEqual([
      [
        'Transport',
        'rss',
        'https://despatch.example/topics/all.atom',
        'https://despatch.example/topics/all',
      ],
      [
        'RAIL',
        'rss',
        'https://despatch.example/topics/rail.atom',
        'https://despatch.example/topics/rail',
      ],
      [
        'SEA',
        'rss',
        'https://despatch.example/topics/sea.atom',
        'https://despatch.example/topics/sea',
      ],
    ])
  })

  it('of the sources names what is polled, and nothing that is private', async () => {
    await addSource('https://rail.example/feed?a=1&b=2', { title: 'Rail & <more>' })
    await addSource('https://rail.example/feed?token=s3cret', { private: true })

    expect(await outlinesOf('/sources.opml')).toEqual([
      {
        text: 'Rail & <more>',
        title: 'Rail & <more>',
        type: 'rss',
        xmlUrl: 'https://rail.example/feed?a=1&b=2',
      },
    ])
  })

  it('is 304 while it is the same', async () => {
    const { headers } = await get('/topics.opml')
    const again = await get('/topics.opml', { 'if-none-match': headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })
})
