import { describe, expect, it } from 'vitest'
import { cleanDocument } from '../../src/ingest/clean-document.ts'
import { cleanedAgain } from '../../src/ingest/cleaned-again.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { dangersIn } from '../support/dangers.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'
import { parseCsv } from '../../scripts/csv.ts'

const feeds = hasCorpus ? parseCsv(corpusText('feeds/index.csv')) : []

describe.skipIf(!hasCorpus)('what is kept of feeds found in the wild', () => {
  it.each(feeds)('$file is harmless, and clean for good', async ({ file = '', host }) => {
    const url = `https://${host || 'nohost.example'}/feed`
    const kept = await cleanDocument({ url, body: corpusBytes(file) }, url)
    if (kept.kind !== 'feed') throw new Error(`not a feed but ${kept.what}`)

    for (const { content, written } of kept.entries) {
      for (const html of [content.summary, content.content].filter((one) => one !== undefined)) {
        expect(sanitize(html)).toBe(html)
        expect(dangersIn(html).filter((danger) => danger !== '<iframe>')).toEqual([])
        expect(html).not.toMatch(/<iframe(?![^>]* sandbox="allow-scripts)/)
      }
      expect(cleanedAgain(content, written)).toBeUndefined()
    }
  })
})
