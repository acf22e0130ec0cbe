import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import type { ServedEntry } from '../../src/domain/feed.ts'
import { queryOf, type View } from '../../src/domain/feed-query.ts'
import { feedDocument, versionOf, WRITER } from '../../src/publish/document.ts'
import { servedOf } from '../support/feeds.ts'

const html = (value: string) => value as CleanHtml
const source = {
  slug: 's',
  title: 'Times & <Co>',
  id: 'urn:x:s',
  homePageUrl: 'https://times.example/?a=1&b=2',
  changedAt: '2026-11-01T00:00:00Z',
}
const NAMED = '<p>Via <a href="https://times.example/?a=1&amp;b=2">Times &amp; &lt;Co&gt;</a></p>'

const feedWith = (entry: Partial<ServedEntry>, via: boolean | undefined, view: View = 'full') =>
  feedDocument(
    {
      query: { ...queryOf(), view },
      entries: [servedOf({ servedFrom: source, ...entry })],
      next: undefined,
      changedAt: '2026-11-01T00:00:00Z',
    },
    {
      newsroom: { title: 'D', description: 'd', contact: 'a@x.example', language: 'en', via },
      topics: [],
      siteUrl: 'https://despatch.example',
    },
  )

const shown = (...given: Parameters<typeof feedWith>): string =>
  JSON.parse(WRITER.json(feedWith(...given))).items[0].content_html

describe('where an entry came from, in words', () => {
  it.each<{ entry: Partial<ServedEntry>; says: string; because: string }>([
    {
      entry: { content: html('<p>C</p>') },
      says: `<p>C</p>${NAMED}`,
      because: 'after its content',
    },
    { entry: { summary: html('S') }, says: `S${NAMED}`, because: 'or what stands for it' },
    { entry: {}, says: NAMED, because: 'or alone' },
    {
      entry: { servedFrom: { ...source, title: 'T', homePageUrl: undefined, credit: 'By <T>.' } },
      says: '<p>Via T. By &lt;T&gt;.</p>',
      because: 'with the words its licence asks for',
    },
    {
      entry: { servedFrom: null, content: html('C') },
      says: 'C',
      because: 'the operator’s own came from nowhere else',
    },
  ])('$says: $because', ({ entry, says }) => {
    expect(shown(entry, true)).toBe(says)
  })

  it('is in every format when the newsroom wants it, and in none otherwise', () => {
    const entry = { content: html('<p>C</p>') }
    for (const write of Object.values(WRITER)) {
      expect(write(feedWith(entry, true))).toContain('Via ')
      expect(write(feedWith(entry, undefined))).not.toContain('Via ')
    }
  })

  it('is not in a feed of titles', () => {
    expect(shown({ content: html('C') }, true, 'title')).toBe('')
  })

  it('moves the ETag when it is turned on', () => {
    const [on, off] = [feedWith({}, true), feedWith({}, false)]
    expect(versionOf(on, 'rss').etag).not.toBe(versionOf(off, 'rss').etag)
  })
})
