import { expect, it } from 'vitest'
import { entrySlug, freeEntrySlug } from '../../src/domain/entry-slug.ts'

const published = '2026-11-23T10:00:00Z'

it.each([
  { title: 'UK and Japan open talks', slug: 'uk-and-japan-open-talks' },
  { title: "Åland's fjörð — Straße & Œuvre, 2nd", slug: 'aland-s-fjord-strasse-oeuvre-2nd' },
  { title: 'Łódź ferry № 3', slug: 'lodz-ferry-no-3' },
  { title: '海上自衛隊の護衛艦', slug: 'entry-2026-11-23' },
  { title: 'G7首脳会議', slug: 'entry-2026-11-23' },
  { title: '!!!', slug: 'entry-2026-11-23' },
  { title: 'word '.repeat(40), slug: Array.from({ length: 16 }, () => 'word').join('-') },
  { title: 'x'.repeat(300), slug: 'x'.repeat(80) },
])('"$title" is at $slug', ({ title, slug }) => {
  expect(entrySlug({ title, published })).toBe(slug)
})

it('the next of a name has a number', () => {
  expect(freeEntrySlug('talks', new Set())).toBe('talks')
  expect(freeEntrySlug('talks', new Set(['talks', 'talks-2', 'talks-4']))).toBe('talks-3')
})
