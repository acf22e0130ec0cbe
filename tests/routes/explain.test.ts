import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fieldText } from '../../src/classify/fields.ts'
import type { TopicMatch } from '../../src/domain/topic.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import {
  addSource,
  applyNewsroom,
  get,
  type NEWSROOM,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

const TOPICS = [
  {
    slug: 'sea',
    title: 'Sea',
    description: 'Ships',
    groups: { vessels: { terms: ['ship', 'submarine', { term: '船' }] } },
    exclude: ['ship of the desert'],
    threshold: 3,
  },
  {
    slug: 'accidents',
    title: 'Accidents',
    description: 'What collides',
    groups: {},
    rule: { all: [{ any: ['collision', { prefix: 'collid' }] }, { none: ['drill'] }] },
  },
  {
    slug: 'rail-news',
    title: 'Rail news',
    description: 'From those who know',
    groups: { trains: { terms: ['train'] } },
    sources: { count: ['rail'] },
  },
] as unknown as typeof NEWSROOM.topics

interface Explained {
  entry?: { key: string; title: string }
  topics: TopicMatch[]
  near: { slug: string; missing: string[]; score?: number; threshold?: number }[]
}

const explain = async (question: object) => {
  const response = await operate('POST', '/api/explain', question)
  expect(response.status).toBe(200)
  return response.json<Explained>()
}

const slugs = ({ topics }: Explained) => topics.map(({ slug }) => slug)

beforeEach(async () => {
  await reset()
  await applyNewsroom({ topics: TOPICS })
})
afterEach(() => vi.unstubAllGlobals())

describe('POST /api/explain', () => {
  it('tells the topics of a text, each with the words that say so', async () => {
    const told = await explain({
      title: 'Two ships',
      content: '<p>They <b>collided</b>; a ship of the desert did not.</p>',
    })
    expect(told.topics).toEqual([
      {
        slug: 'accidents',
        evidence: [
          {
            rule: 'rule',
            field: 'content',
            term: 'collid…',
            quote: 'collided',
            offset: 5,
            weight: 0,
          },
        ],
      },
      {
        slug: 'sea',
        evidence: [
          { rule: 'vessels', field: 'title', term: 'ship', quote: 'ships', offset: 4, weight: 3 },
        ],
      },
    ])
    expect(told.near).toEqual([])
  })

  it('tells what was nearly enough, and what was missing', async () => {
    const told = await explain({ title: 'A collision', content: 'A drill with a ship' })
    expect(told.topics).toEqual([])
    expect(told.near).toMatchObject([
      {
        slug: 'sea',
        missing: ['a score of 3: what was found adds up to 2'],
        score: 2,
        threshold: 3,
      },
      { slug: 'accidents', missing: ['the absence of "drill"'] },
    ])
  })

  it('tells it of a stored entry by its address, and fetches nothing', async () => {
    const { asked } = world({ [SOURCE]: serves(rss([{ id: 'urn:x:train', title: 'A train' }])) })
    await poll(await addSource(SOURCE, { slug: 'rail' }))
    const before = asked.length

    const told = await explain({ url: 'https://rail.example/A%20train' })

    expect(told.entry).toMatchObject({ title: 'A train' })
    expect(slugs(told)).toEqual(['rail-news'])
    expect(
      told.topics[0]?.evidence.map(({ rule, quote, weight }) => [rule, quote, weight]),
    ).toEqual([
      ['trains', 'train', 3],
      ['sources', 'rail', 3],
    ])
    expect((await explain({ url: 'urn:x:train' })).entry).toEqual(told.entry)
    expect(asked).toHaveLength(before)
  })

  it('says so when the address is of no entry', async () => {
    const response = await operate('POST', '/api/explain', { url: 'https://rail.example/nothing' })
    expect(response.status).toBe(404)
    expect((await response.json<{ detail: string }>()).detail).toContain('send its title')
  })

  it.each([
    { question: {}, says: 'expected a "url"' },
    { question: { titel: 'x' }, says: 'did you mean "title"?' },
    { question: { title: 5 }, says: 'title: expected text' },
  ])('refuses $question: $says', async ({ question, says }) => {
    const response = await operate('POST', '/api/explain', question)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })
})

describe('the evidence of every stored entry', () => {
  const items = [
    { title: 'Ships & trains', text: 'Words of a ship.' },
    {
      title: 'Nothing',
      text: '&lt;p&gt;The&nbsp;&lt;i&gt;sub&lt;/i&gt;marine, a ship&lt;/p&gt;&lt;ul&gt;&lt;li&gt;a train&lt;/ul&gt;',
    },
    { title: '日本の船', text: '船。' },
    { title: 'A collision 🚢 of Ships', text: 'One ship, one &amp;lt;train&amp;gt;' },
    { title: 'Of nothing', text: 'At all.' },
  ]

  it('stands in the stored text where it says, and gives the same match again', async () => {
    world({ [SOURCE]: serves(rss(items)) })
    await poll(await addSource(SOURCE, { slug: 'rail' }))
    const feed = await (
      await get('/topics/all.json?limit=200')
    ).json<{
      items: {
        url: string
        title: string
        content_html: string
        summary?: string
        tags?: string[]
        _topics: TopicMatch[]
      }[]
    }>()
    expect(feed.items).toHaveLength(items.length)
    expect(feed.items.filter(({ _topics: topics }) => topics.length > 0)).toHaveLength(5)

    for (const { _topics: topics, ...item } of feed.items) {
      const stored = {
        title: item.title,
        summary: plainText(item.summary ?? item.content_html),
        content: plainText(item.content_html),
        categories: [],
        url: item.url,
        source: 'rail',
      }
      for (const { field, quote, offset } of topics.flatMap(({ evidence }) => evidence))
        expect(fieldText(stored, field).slice(offset, offset + quote.length)).toBe(quote)
      expect((await explain({ url: item.url })).topics).toEqual(topics)
    }
  })
})
