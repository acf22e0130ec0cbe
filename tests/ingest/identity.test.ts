import { describe, expect, it } from 'vitest'
import type { ParsedEntry } from '../../src/domain/document.ts'
import { identify } from '../../src/ingest/identity.ts'

const SOURCE = 'https://example.org/feed'

interface Written {
  id?: string
  link?: string
  title?: string
}

const parsed = ({ id, link, title }: Written): ParsedEntry => ({
  ...(id !== undefined && { id }),
  ...(title !== undefined && { title: { type: 'text', value: title } }),
  links: link === undefined ? [] : [{ href: link, rel: 'alternate' }],
  enclosures: [],
  authors: [],
  contributors: [],
  categories: [],
})

const idsOf = (entries: Written[], source = SOURCE) =>
  identify(entries.map(parsed), source).map(({ id }) => id)

describe('the id of an entry is the publisher’s own, verbatim', () => {
  it.each([
    'https://example.org/a',
    'HTTPS://Example.org/A?b=1&c#d',
    'tag:example.org,2005:a',
    'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
    'https://example.org/日本',
  ])('%s', (id) => expect(idsOf([{ id }])).toEqual([id]))
})

describe('the id of an entry is derived from its source and its name there', () => {
  it.each([
    { because: 'a guid that is no IRI', entries: [{ id: '12345' }] },
    { because: 'an id with white space in it', entries: [{ id: 'https://example.org/a b' }] },
    { because: 'no id but a link', entries: [{ link: 'https://example.org/a' }] },
    { because: 'neither id nor link', entries: [{ title: 'A' }] },
    { because: 'nothing at all', entries: [{}] },
  ])('when it has $because', ({ entries }) => {
    const [id] = idsOf(entries)

    expect(id).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(idsOf(entries)).toEqual([id])
    expect(idsOf(entries, 'https://example.net/feed')).not.toEqual([id])
  })

  it('when several entries share one, and then by their links too', () => {
    const id = 'https://example.org/'
    const a = { id, link: 'https://example.org/a' }
    const b = { id, link: 'https://example.org/b' }

    const [idA, idB] = idsOf([a, b])

    expect(new Set([id, idA, idB]).size).toBe(3)
    expect(idsOf([b, a])).toEqual([idB, idA])
  })

  it('and never shared, even by entries that say the very same', () => {
    const entries = Array.from({ length: 3 }, () => ({ title: 'A' }))
    expect(new Set(idsOf(entries)).size).toBe(3)
  })
})

it('a key stays what it is for ever: addresses are made of it', () => {
  const [{ key } = { key: '' }] = identify([parsed({ id: 'tag:example.org,2026:1' })], SOURCE)
  // Taken from Python: the first 80 bits of hashlib.sha256(b'SOURCE\nID'), by base64.b32encode, in lower case.
  expect(key).toBe('x6dkrrjwqofab32j')
})

it('one id from two sources has two keys, each fit for a path', () => {
  const entries = [parsed({ id: 'tag:example.org,2005:a' })]
  const [a] = identify(entries, SOURCE)
  const [b] = identify(entries, 'https://example.net/feed')

  expect(a?.key).toMatch(/^[a-z2-7]{16}$/)
  expect(a?.id).toBe(b?.id)
  expect(a?.key).not.toBe(b?.key)
})
