import { describe, expect, it } from 'vitest'
import { mendJson } from '../../src/ingest/mend-json.ts'
import { readDocument } from '../../src/ingest/read.ts'

async function read(json: unknown) {
  const body = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json))
  const outcome = await readDocument({ url: 'https://j.example/feed.json', body })
  if (outcome.kind !== 'feed') throw new Error(outcome.what)
  return outcome.document
}

const version = 'https://jsonfeed.org/version/1.1'

describe('JSON Feed', () => {
  it('1.1 gives all its members', async () => {
    const { feed, entries, faults } = await read({
      version,
      title: 'J',
      description: 'About',
      home_page_url: '/',
      feed_url: 'https://j.example/feed.json',
      icon: '/icon.png',
      language: 'en-GB',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
      items: [
        {
          id: 'https://j.example/1',
          url: '/1',
          external_url: 'https://elsewhere.example/',
          title: 'One',
          content_html: '<p><a href="/x">x</a></p>',
          summary: 'Short',
          image: '/1.png',
          date_published: '2026-11-22T10:00:00+01:00',
          date_modified: '2026-11-22T10:00:00Z',
          authors: [{ name: 'A', url: '/a' }, { avatar: 'x' }],
          tags: ['t'],
          language: 'fr',
          attachments: [
            {
              url: '/1.mp3',
              mime_type: 'audio/mpeg',
              size_in_bytes: 5,
              duration_in_seconds: 6,
              title: 'T',
            },
          ],
        },
      ],
    })

    expect(feed).toMatchObject({
      format: 'json-feed-1.1',
      id: 'https://j.example/feed.json',
      subtitle: { type: 'text', value: 'About' },
      image: 'https://j.example/icon.png',
      language: 'en-GB',
      links: [
        { href: 'https://j.example/', rel: 'alternate' },
        { href: 'https://j.example/feed.json', rel: 'self' },
        { href: 'https://hub.example/', rel: 'hub' },
      ],
    })
    expect(entries).toEqual([
      {
        id: 'https://j.example/1',
        title: { type: 'text', value: 'One' },
        summary: { type: 'text', value: 'Short' },
        content: { type: 'html', value: '<p><a href="https://j.example/x">x</a></p>' },
        published: '2026-11-22T09:00:00Z',
        updated: '2026-11-22T10:00:00Z',
        language: 'fr',
        image: 'https://j.example/1.png',
        links: [
          { href: 'https://j.example/1', rel: 'alternate' },
          { href: 'https://elsewhere.example/', rel: 'related' },
        ],
        enclosures: [
          {
            url: 'https://j.example/1.mp3',
            type: 'audio/mpeg',
            title: 'T',
            length: 5,
            durationSeconds: 6,
          },
        ],
        authors: [{ name: 'A', url: 'https://j.example/a' }],
        contributors: [],
        categories: [{ term: 't' }],
      },
    ])
    expect(faults).toEqual([])
  })

  it('1.0 has one author', async () => {
    const { feed, entries } = await read({
      version: 'https://jsonfeed.org/version/1',
      author: { name: 'F' },
      items: [{ id: '1', author: { name: 'E' } }],
    })
    expect(feed).toMatchObject({ format: 'json-feed-1.0', authors: [{ name: 'F' }] })
    expect(entries).toMatchObject([{ authors: [{ name: 'E' }] }])
  })

  it.each([
    { item: null, fault: 'an item is no object and was passed over', kept: 0 },
    { item: {}, fault: 'an entry says nothing and was passed over', kept: 0 },
    {
      item: { id: '1', title: 5 },
      fault: 'title is not what JSON Feed says it is and was passed over',
      kept: 1,
    },
    {
      item: { id: '1', date_published: 'soon' },
      fault: 'date_published is no date: “soon”',
      kept: 1,
    },
    {
      item: { id: '1', tags: 'a' },
      fault: 'tags is not what JSON Feed says it is and was passed over',
      kept: 1,
    },
  ])('says so when an item is wrong: $fault', async ({ item, fault, kept }) => {
    const { entries, faults } = await read({
      version,
      items: [item, { id: '2', content_text: 'good' }],
    })
    expect(faults).toEqual([{ where: 'entries[0]', what: fault }])
    expect(entries).toHaveLength(kept + 1)
  })

  it('that breaks off gives what was whole', async () => {
    const { entries, faults } = await read(
      `{"version":"${version}","title":"J","items":[{"id":"1"},{"id":"2","tags":["a"]},{"id":"3","ti`,
    )
    expect(entries.map(({ id }) => id)).toEqual(['1', '2'])
    expect(faults).toEqual([
      {
        where: 'document',
        what: 'the JSON breaks off or goes on after its end; what is whole of it was read',
      },
    ])
  })

  it.each([
    { broken: '{"a":[{"b":"]}\\""},{"c"', mended: '{"a":[{"b":"]}\\""}]}' },
    { broken: '{"a":[1,2', mended: undefined },
    { broken: '{"a":1}]', mended: '{"a":1}' },
  ])('$broken is ended after its last whole member', ({ broken, mended }) => {
    expect(mendJson(broken)).toBe(mended)
  })
})
