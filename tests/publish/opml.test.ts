import fc from 'fast-check'
import { parseOpml } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { sourcesOpml, topicsOpml } from '../../src/publish/opml.ts'
import { anyText, anyUrl } from '../support/any-entry.ts'
import { sourceOf } from '../support/sources.ts'
import { told } from '../support/told.ts'
import { wellFormed } from '../support/well-formed.ts'

const newsroom = {
  title: 'Transport & <more>',
  description: 'd',
  contact: 'desk@example.org',
  language: 'en',
}
const SITE = 'https://despatch.example'
const words = anyText.map((text) => `${text}x`)
const inOneLine = (title: string | undefined) => told({ title }).title

describe('a list of sources', () => {
  const source = fc
    .record({
      url: anyUrl,
      title: words,
      homePageUrl: fc.option(anyUrl, { nil: undefined }),
      language: fc.constantFrom(undefined, 'en', 'ja'),
    })
    .map(sourceOf)

  it('comes back from another parser as it was', () => {
    fc.assert(
      fc.property(fc.array(source), (sources) => {
        const xml = sourcesOpml(newsroom, sources)
        wellFormed(xml)
        const outlines = parseOpml(xml).body?.outlines ?? []
        expect(
          outlines.map(({ text, type, xmlUrl, htmlUrl, language }) => ({
            title: inOneLine(text),
            type,
            url: xmlUrl,
            homePageUrl: htmlUrl,
            language,
          })),
        ).toEqual(
          sources.map(({ title, url, homePageUrl, language }) => ({
            title: inOneLine(title),
            type: 'rss',
            url,
            homePageUrl,
            language,
          })),
        )
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    { source: { private: true }, because: 'its address is private' },
    { source: { memory: { endedAt: '2026-11-01T00:00:00Z' } }, because: 'it has ended' },
  ])('leaves one out: $because', ({ source: given }) => {
    const open = sourceOf({ url: 'https://open.example/feed' })
    const xml = sourcesOpml(newsroom, [
      sourceOf({ url: 'https://x.example/s3cret', ...given }),
      open,
    ])
    expect(xml).not.toContain('s3cret')
    expect(xml).toContain('https://open.example/feed')
  })

  it('tells no password', () => {
    const xml = sourcesOpml(newsroom, [sourceOf({ url: 'https://ada:s3cret@x.example/feed' })])
    expect(xml).toContain('xmlUrl="https://x.example/feed"')
    expect(xml).not.toContain('s3cret')
  })

  it('calls a source by what is known of it', () => {
    const feed = { title: 'Its own', authors: [], categories: [], hubs: [] }
    const xml = sourcesOpml(newsroom, [
      sourceOf({ title: 'Ours', feed }),
      sourceOf({ feed }),
      sourceOf({ slug: 'nameless' }),
    ])
    expect(parseOpml(xml).body?.outlines?.map(({ text }) => text)).toEqual([
      'Ours',
      'Its own',
      'nameless',
    ])
  })
})

describe('a list of topics', () => {
  it('comes back from another parser as it was, with everything before it', () => {
    fc.assert(
      fc.property(words, words, (title, description) => {
        const xml = topicsOpml(newsroom, [{ slug: 'rail', title, description, groups: {} }], SITE)
        wellFormed(xml)
        const { head, body } = parseOpml(xml)
        expect(head?.title).toBe(newsroom.title)
        const [all, rail] = body?.outlines ?? []
        expect(all?.xmlUrl).toBe(`${SITE}/topics/all.atom`)
        expect(rail).toMatchObject({
          type: 'rss',
          xmlUrl: `${SITE}/topics/rail.atom`,
          htmlUrl: `${SITE}/topics/rail`,
        })
        expect(inOneLine(rail?.text)).toBe(inOneLine(title))
        expect(inOneLine(rail?.description)).toBe(inOneLine(description))
      }),
    )
  })
})
