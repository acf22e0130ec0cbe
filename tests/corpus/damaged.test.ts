import { describe, expect, it } from 'vitest'
import { normalizeEntry } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'
import { decodeText } from '../../src/web/charset.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'
import { parseCsv } from '../../scripts/csv.ts'
import { DAMAGE } from './damage.ts'

/** How an entry is known again: by its title, and by where it leads or what it is called. */
type Known = string[]

async function read(text: string): Promise<Known[]> {
  const body = new TextEncoder().encode(text)
  const outcome = await readDocument({ url: 'https://x.example/feed', body })
  if (outcome.kind !== 'feed') return []
  const { feed, entries } = outcome.document
  return entries.map(({ content: _content, summary: _summary, ...entry }) => {
    const { title, url } = normalizeEntry(entry, feed).content
    return [entry.id, url].filter((name) => name !== undefined).map((name) => `${title} ${name}`)
  })
}

/** Entries that are wholly there; a document that breaks off has no more than their end tags. */
function whole(before: Known[], damaged: string, damage: string): Known[] {
  if (!/truncated|broken off/.test(damage)) return before
  return before.slice(0, [...damaged.matchAll(/<\/(?:item|entry)>/g)].length)
}

const feeds = hasCorpus
  ? parseCsv(corpusText('feeds/index.csv'))
      .map(({ file = '' }) => decodeText(corpusBytes(file)).text)
      .filter((text) => /^\s*</.test(text))
  : []

const undamaged = await Promise.all(feeds.map(read))

describe.skipIf(!hasCorpus)('real feeds, damaged', () => {
  const total = { expected: 0, recovered: 0 }

  it.each(Object.entries(DAMAGE))('%s', async (damage, apply) => {
    let [expected, recovered] = [0, 0]
    for (const [hit, text] of feeds.entries()) {
      const damaged = apply(text, hit)
      if (damaged === text) continue
      const found = new Set((await read(damaged)).flat())
      // An entry without id and link cannot be told from others that tell the same.
      const there = whole(undamaged[hit] ?? [], damaged, damage).filter(({ length }) => length > 0)
      expected += there.length
      const back = there.filter((names) => names.some((name) => found.has(name))).length
      recovered += back
    }
    total.expected += expected
    total.recovered += recovered
    expect(recovered / expected).toBeGreaterThan(0.98)
  })

  it('give back nearly all their entries, all damage taken together', () => {
    expect(total.recovered / total.expected).toBeGreaterThan(0.999)
  })
})
