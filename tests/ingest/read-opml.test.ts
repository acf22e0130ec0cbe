import { describe, expect, it } from 'vitest'
import { readOpml } from '../../src/ingest/read-opml.ts'

const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>${body}</body></opml>`
const outlinesOf = (text: string) => {
  const read = readOpml(text)
  if (read.kind !== 'opml') throw new Error(`<${read.root}> is no OPML`)
  return read.outlines
}

describe('a list of subscriptions', () => {
  it('names feeds, in folders', () => {
    const text = opml(`
      <outline text="Defence"><outline text="Japan">
        <outline type="rss" text="Ministry" xmlUrl="https://mod.example/feed"
                 htmlUrl="https://mod.example/" language="ja"/>
      </outline></outline>
      <outline type="rss" text="Rail &amp; sea" xmlUrl="https://rail.example/feed?a=1&amp;b=2"/>`)
    expect(outlinesOf(text)).toEqual([
      {
        number: 1,
        xmlUrl: 'https://mod.example/feed',
        title: 'Ministry',
        htmlUrl: 'https://mod.example/',
        language: 'ja',
        folders: ['Defence', 'Japan'],
      },
      {
        number: 2,
        xmlUrl: 'https://rail.example/feed?a=1&b=2',
        title: 'Rail & sea',
        htmlUrl: undefined,
        language: undefined,
        folders: [],
      },
    ])
  })

  it.each([
    { body: '<outline xmlUrl="https://a.example/"/>', because: 'text and type may be missing' },
    { body: '<OUTLINE XMLURL="https://a.example/"></OUTLINE>', because: 'names come in any case' },
    { body: '<outline text="A & B" xmlUrl="https://a.example/">', because: 'text may be broken' },
    {
      body: '<outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.exam',
      because: 'the document may break off',
    },
  ])('is read as it is written: $because', ({ body }) => {
    const urls = outlinesOf(`<opml><body>${body}`).map(({ xmlUrl }) => xmlUrl)
    expect(urls).toEqual(['https://a.example/'])
  })

  it('fetches nothing that it includes, and says so', () => {
    const read = readOpml(opml('<outline type="include" url="https://x.example/more.opml"/>'))
    expect(read).toMatchObject({
      outlines: [],
      faults: [{ what: 'a list that is included from elsewhere was not fetched' }],
    })
  })

  it('may be nested as deep as it likes', () => {
    const deep = `${'<outline text="f">'.repeat(100_000)}<outline xmlUrl="https://a.example/"/>`
    expect(outlinesOf(opml(deep))).toHaveLength(1)
  })
})

it.each([
  { text: '<rss version="2.0"></rss>', root: 'rss' },
  { text: 'nothing at all', root: undefined },
])('$text is another thing', ({ text, root }) => {
  expect(readOpml(text)).toEqual({ kind: 'other', root })
})
