import { describe, expect, it } from 'vitest'
import { normalizeEntry } from '../../src/ingest/normalize.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { readDocument } from '../../src/ingest/read.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { dangersIn } from '../support/dangers.ts'
import { corpusText, hasCorpus } from './corpus.ts'

interface Attack {
  id: string
  payload: string
  kind: string
  feed_document?: string
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its README has it
const attacks = hasCorpus ? (JSON.parse(corpusText('xss.json')) as Attack[]) : []
const documents = attacks.filter(({ feed_document }) => feed_document !== undefined)

describe.skipIf(!hasCorpus)('attacks collected by other sanitisers', () => {
  it.each(attacks)('$id does no harm, and is clean once and for all', ({ payload }) => {
    const clean = sanitize(payload)

    expect(dangersIn(clean)).toEqual([])
    expect(sanitize(clean)).toBe(clean)
    expect(plainText(clean)).toBeTypeOf('string')
  })

  it.each(documents)('$id does no harm as a whole feed', async ({ feed_document = '' }) => {
    const body = new TextEncoder().encode(feed_document)
    const outcome = await readDocument({ url: 'https://evil.example/feed', body })
    const { feed, entries } =
      outcome.kind === 'feed' ? outcome.document : { feed: undefined, entries: [] }

    for (const entry of feed ? entries : []) {
      const { content } = normalizeEntry(entry, feed as NonNullable<typeof feed>)
      expect(dangersIn(`${content.summary ?? ''}${content.content ?? ''}`)).toEqual([])
    }
  })
})
