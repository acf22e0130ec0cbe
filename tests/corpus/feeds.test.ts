import { describe, expect, it } from 'vitest'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'
import { parseCsv } from '../../scripts/csv.ts'

const feeds = hasCorpus ? parseCsv(corpusText('feeds/index.csv')) : []

describe.skipIf(!hasCorpus)('feeds as found in the wild', () => {
  it.each(feeds)('$file gives all its entries', async ({ file = '', host, items }) => {
    const outcome = await readDocument({
      url: `https://${host || 'nohost.example'}/feed`,
      body: corpusBytes(file),
    })
    if (outcome.kind !== 'feed') throw new Error(`not a feed but ${outcome.what}`)
    const { feed, entries } = outcome.document

    expect(entries).toHaveLength(Number(items))
    expect(normalizeFeed(feed).title).toBeTypeOf('string')
    for (const entry of entries)
      expect(normalizeEntry(entry, feed).content.title).toBeTypeOf('string')
  })
})
