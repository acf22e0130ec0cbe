import { describe, expect, it } from 'vitest'
import type { ParsedEntry } from '../../src/domain/document.ts'
import type { CleanHtml, EntryContent } from '../../src/domain/entry.ts'
import { cleanedAgain } from '../../src/ingest/cleaned-again.ts'
import { fingerprint } from '../../src/ingest/fingerprint.ts'
import { normalizeEntry } from '../../src/ingest/normalize.ts'

const written: ParsedEntry = {
  title: { type: 'text', value: 'A train' },
  content: { type: 'html', value: '<p onclick="x()">Words.</p>' },
  links: [{ rel: 'alternate', href: 'https://x.example/1?utm_source=rss' }],
  enclosures: [],
  authors: [],
  contributors: [],
  categories: [],
}
/** As it was stored, its feed's author and language with it. */
const stored: EntryContent = normalizeEntry(written, {
  format: 'rss-2.0',
  links: [],
  authors: [{ name: 'Desk' }],
  contributors: [],
  categories: [],
  language: 'de',
  hints: {},
}).content
const unsafe = '<p onclick="x()">Words.</p>' as CleanHtml

describe('a stored entry that is cleaned again', () => {
  it('is as it was first, when nothing would be cleaned otherwise', () => {
    expect(cleanedAgain(stored, written)).toBeUndefined()
    const other = Object.fromEntries(Object.entries(stored).toReversed()) as unknown as EntryContent
    expect(cleanedAgain(other, written)).toBeUndefined()
  })

  it.each([
    { before: { content: unsafe }, because: 'a tag got through' },
    { before: { url: 'https://x.example/1?utm_source=rss' }, because: 'a link was tracked' },
    { before: { summary: unsafe, image: 'javascript:1' }, because: 'they would not be there now' },
  ])('is what it would be now: $because', ({ before }) => {
    expect(cleanedAgain({ ...stored, ...before }, written)).toEqual({
      content: stored,
      fingerprint: fingerprint(stored),
    })
  })

  it('keeps what others lent it', () => {
    const lent = {
      sourceUpdated: '2026-11-01T00:00:00Z',
      changes: [{ at: '2026-11-01T00:00:00Z', note: 'A file was replaced.' }],
      language: 'en',
    }
    const content = { ...stored, ...lent }
    expect(cleanedAgain({ ...content, content: unsafe }, written)).toEqual({
      content,
      fingerprint: fingerprint(content),
    })
  })

  it('has its own authors, when it has any', () => {
    const authored = { ...written, authors: [{ name: 'Ann' }] }
    const again = cleanedAgain(stored, authored)
    expect(again?.content.authors).toEqual([{ name: 'Ann' }])
  })
})
