import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WRITER } from '../../src/publish/document.ts'
import { anyEntries } from '../support/any-entry.ts'
import { feedparser, isFeedparserInstalled } from '../support/feedparser.ts'
import { feedOf } from '../support/feeds.ts'
import { categoryOf, fileOf, told, toldOf, without, type Told } from '../support/told.ts'

describe.skipIf(!isFeedparserInstalled())('feedparser, which most Python subscribers use', () => {
  let reader: ReturnType<typeof feedparser>
  beforeAll(() => {
    reader = feedparser()
  })
  afterAll(() => reader?.close())

  it.each<{ format: 'atom' | 'rss'; blindTo: (keyof Told)[] }>([
    // Of `atom:source` it keeps no links.
    { format: 'atom', blindTo: ['sourceUrl'] },
    { format: 'rss', blindTo: [] },
  ])('reads of .$format what is stored, all but $blindTo', async ({ format, blindTo }) => {
    await fc.assert(
      fc.asyncProperty(anyEntries, async (entries) => {
        const feed = feedOf(entries)
        const { isBroken, entries: read } = await reader.read(WRITER[format](feed))
        const seen = read.map(({ categories, enclosures, ...entry }) => ({
          ...Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)),
          categories: categories.map((category) => categoryOf(...category)),
          enclosures: enclosures.map((file) => fileOf(...file)),
        }))
        expect(isBroken).toBe(false)
        expect(seen.map((entry) => without(told(entry), blindTo))).toEqual(
          entries.map((entry) => without(toldOf(entry, feed, format), blindTo)),
        )
      }),
      { numRuns: 200 },
    )
  })
})
