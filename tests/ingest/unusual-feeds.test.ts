import { describe, expect, it } from 'vitest'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'

async function read(body: string) {
  const outcome = await readDocument({
    url: 'https://x.example/feed',
    body: new TextEncoder().encode(body),
  })
  if (outcome.kind !== 'feed') throw new Error(outcome.what)
  const { feed, entries } = outcome.document
  return {
    ...normalizeFeed(feed),
    entries: entries.map((entry) => normalizeEntry(entry, feed).content),
  }
}

const rss = (inner: string) => `<rss version="2.0"><channel>${inner}</channel></rss>`
const atom = (inner: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${inner}</feed>`

describe('what is said unusually is understood', () => {
  it.each([
    {
      what: 'a category that has only a label',
      body: atom('<category label="Rail"/>'),
      read: { categories: [{ term: 'Rail', label: 'Rail' }] },
    },
    {
      what: 'an author with markup in it',
      body: rss('<item><author><p>Jo</p></author></item>'),
      read: { entries: [{ authors: [{ name: 'Jo' }] }] },
    },
    {
      what: 'a feed’s picture in Media RSS',
      body: rss('<media:content url="https://x.example/f.png" medium="image"/>'),
      read: { image: 'https://x.example/f.png' },
    },
    {
      what: 'an entry’s picture among its enclosures',
      body: rss('<item><enclosure url="https://x.example/e.png" type="image/png"/></item>'),
      read: { entries: [{ image: 'https://x.example/e.png' }] },
    },
    {
      what: 'a word of a type nobody knows, which could be base64',
      body: atom('<entry><title type="application/x-custom">test</title></entry>'),
      read: { entries: [{ title: 'test' }] },
    },
    {
      what: 'a feed that is where its base is',
      body: `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://y.example/f"><link rel="self" href=""/></feed>`,
      read: { selfUrl: 'https://y.example/f' },
    },
    {
      what: 'the author of the source an entry was taken from, if that is all',
      body: atom('<entry><source><author><name>Jo</name></author></source></entry>'),
      read: { entries: [{ authors: [{ name: 'Jo' }] }] },
    },
    {
      what: 'JSON Feed under another version',
      body: '{"version":"1.0","title":"Notes","items":[{"id":"1","content_text":"One"}]}',
      read: { title: 'Notes', entries: [{ content: 'One' }] },
    },
  ])('$what', async ({ body, read: expected }) => {
    expect(await read(body)).toMatchObject(expected)
  })
})
