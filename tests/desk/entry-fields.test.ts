import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { patchOf, saidIn, valuesOf } from '../../src/desk/entry-fields.ts'
import { NewOwnEntry, OwnEntry } from '../../src/domain/own-entry.ts'
import { mergePatch } from '../../src/web/merge-patch.ts'

const NOW = '2026-11-10T12:00:00Z'
const least = { title: 'A train', markdown: 'It left.', published: '2026-11-09T10:00' }
const whole = v.parse(OwnEntry, {
  slug: 'a-train',
  title: 'A train',
  markdown: '    code\n\nIt left.',
  published: '2026-11-09T10:00:05Z',
  draft: true,
  id: 'urn:x:1',
  url: 'https://rail.example/1',
  links: [{ rel: 'related', href: 'https://rail.example/2' }],
  authors: [
    'Ada Lovelace',
    { name: 'Jo', email: 'jo@rail.example' },
    { name: 'A. B. <C>', url: 'https://rail.example/ab' },
    { name: 'Mi', email: 'mi@rail.example', url: 'https://rail.example/mi' },
  ],
  categories: ['news, old', { term: 'rail', scheme: 'https://rail.example/', label: 'Rail' }],
  language: 'en-GB',
  summary: 'Two\nlines',
  image: 'https://rail.example/1.png',
  rights: '© us',
  licence: { name: 'CC0' },
})

it('an entry comes out of its form as it went in, with what the form does not show', () => {
  const patch = patchOf(valuesOf({ ...whole, authors: whole.authors ?? [] }, false, NOW), whole)
  expect(v.parse(OwnEntry, mergePatch(whole, patch))).toEqual(whole)
})

it('what is emptied is taken away, but not the date, nor what the form does not show', () => {
  const { id, links, licence, published, slug } = whole
  expect(mergePatch(whole, patchOf({ title: 'B', markdown: '' }, whole))).toEqual({
    id,
    links,
    licence,
    published,
    slug,
    title: 'B',
    markdown: '',
  })
})

it('the least that is an entry is one', () => {
  expect(v.parse(NewOwnEntry, JSON.parse(JSON.stringify(saidIn(least))))).toEqual({
    ...least,
    published: '2026-11-09T10:00:00Z',
  })
})

describe('a date', () => {
  it.each([
    { entered: '2026-11-09T10:00', published: '2026-11-09T10:00:00Z' },
    { entered: '2026-11-09T10:00:05', published: '2026-11-09T10:00:05Z' },
    { entered: '2026-11-09 10:00', published: '2026-11-09T10:00:00Z' },
    { entered: '2026-11-09', published: '2026-11-09' },
    { entered: '2026-11-09T10:00:00+02:00', published: '2026-11-09T10:00:00+02:00' },
    { entered: 'tomorrow', published: 'tomorrow' },
    { entered: '', published: undefined },
  ])('entered as "$entered" is $published', ({ entered, published }) => {
    expect(saidIn({ ...least, published: entered }).published).toBe(published)
  })

  it.each([
    { because: 'of a draft only says when it was begun', isBegun: true, shown: '' },
    { because: 'of what was shown stays', isBegun: false, shown: '2026-11-09T10:00:05' },
  ])('that is past $because', ({ isBegun, shown }) => {
    expect(valuesOf(whole, isBegun, NOW)['published']).toBe(shown)
  })

  it('to come stays with a draft', () => {
    const later = { ...whole, published: '2026-12-01T08:00:00Z' }
    expect(valuesOf(later, true, NOW)['published']).toBe('2026-12-01T08:00')
  })
})

it.each([
  { line: 'Ada Lovelace', author: { name: 'Ada Lovelace' } },
  { line: 'Jo <jo@x.example>', author: { name: 'Jo', email: 'jo@x.example' } },
  { line: 'Jo https://x.example/', author: { name: 'Jo', url: 'https://x.example/' } },
  {
    line: 'Jo <jo@x.example> https://x.example/',
    author: { name: 'Jo', email: 'jo@x.example', url: 'https://x.example/' },
  },
  { line: 'Jo <3', author: { name: 'Jo <3' } },
  { line: '<jo@x.example>', author: { email: 'jo@x.example' } },
])('an author written "$line" is $author', ({ line, author }) => {
  expect(saidIn({ ...least, authors: `\n  ${line}  \n` }).authors).toEqual([author])
})
