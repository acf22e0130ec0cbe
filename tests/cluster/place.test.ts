import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradiction } from '../../src/cluster/compare.ts'
import { placesOf } from '../../src/cluster/place.ts'
import type { Member, StoryDecision } from '../../src/domain/story.ts'
import { memberOf } from '../support/stories.ts'

const STORY = 'Bitcoin exchange Mt. Gox files for bankruptcy in Texas court'
const teller = (key: string, given: Parameters<typeof memberOf>[0] = {}) =>
  memberOf({ key, title: STORY, ...given })

const decided = (...decisions: StoryDecision[]) =>
  new Map(decisions.map((decision) => [decision.key, decision]))
const split = (key: string): StoryDecision => ({ key, duplicateOf: null, isApart: true })
const join = (key: string, duplicateOf: string): StoryDecision => ({
  key,
  duplicateOf,
  isApart: false,
})

/** Each entry with the one it is shown as. */
const leads = (members: Member[], decisions = decided()) =>
  Object.fromEntries(
    [...placesOf(members, decisions).values()].map(({ key, lead }) => [key, lead ?? key]),
  )

describe('of those who tell one story', () => {
  const early = { sortAt: '2026-11-01T08:00:00Z' }
  const late = { sortAt: '2026-11-01T12:00:00Z' }

  it('the first published is shown, and the others under it', () => {
    expect(leads([teller('a', late), teller('b', early), teller('c')])).toEqual({
      a: 'b',
      b: 'b',
      c: 'b',
    })
  })

  it.each([
    { what: 'official', first: { ...late, isOfficial: true }, second: early },
    { what: 'not withdrawn', first: late, second: { ...early, isWithdrawn: true } },
    {
      what: 'not withdrawn, whoever was official,',
      first: late,
      second: { ...early, isWithdrawn: true, isOfficial: true },
    },
    {
      what: 'the first to bring its id',
      first: { ...late, id: 'urn:x:1' },
      second: { ...early, id: 'urn:x:1', isRepeat: true },
    },
    {
      what: 'the first published of two official',
      first: { ...early, isOfficial: true },
      second: { ...late, isOfficial: true },
    },
  ])('who is $what is shown', ({ first, second }) => {
    expect(leads([teller('b', first), teller('a', second)])).toEqual({ a: 'b', b: 'b' })
  })

  it('each knows what ties it there best', () => {
    const places = placesOf(
      [teller('a', { id: 'urn:1' }), teller('b', { id: 'urn:1' }), teller('c')],
      decided(),
    )
    expect(places.get('b')?.because).toEqual({ rung: 'same-id', with: 'a' })
    expect(places.get('c')?.because).toMatchObject({ rung: 'same-event' })
  })

  it('who stands alone needs no reason', () => {
    expect(placesOf([teller('a')], decided()).get('a')).toEqual({
      key: 'a',
      neighbourhood: 'a',
      lead: null,
      because: null,
    })
  })
})

describe('likeness is not handed on', () => {
  it('to two that contradict each other, through a third that contradicts neither', () => {
    const members = [
      teller('kent', { title: 'Floods close schools and roads across Kent' }),
      teller('essex', { title: 'Floods close schools and roads across Essex' }),
      teller('neither', { title: 'Floods close schools and roads' }),
    ]
    const shown = leads(members)
    expect(shown['kent']).not.toBe(shown['essex'])
    expect(new Set(Object.values(shown)).size).toBe(2)
  })

  it('to a page that one source links all its entries to', () => {
    const url = 'https://example.org/list'
    const members = [
      memberOf({ key: 'a', source: 's', url, title: 'A bridge is closed' }),
      memberOf({ key: 'b', source: 's', url, title: 'A school is opened' }),
      memberOf({ key: 'c', url, title: 'News of the town' }),
    ]
    expect(leads(members)).toEqual({ a: 'a', b: 'b', c: 'c' })
  })
})

describe("the operator's word", () => {
  const [a, b, c] = [teller('a'), teller('b'), teller('c')]
  const other = memberOf({ key: 'other', title: 'A bridge is closed' })

  it('splits what likeness ties together', () => {
    expect(leads([a, b, c], decided(split('b')))).toEqual({ a: 'a', b: 'b', c: 'a' })
  })

  it('splits even one id', () => {
    const one = { id: 'urn:x:1' }
    expect(leads([teller('a', one), teller('b', one)], decided(split('b')))).toEqual({
      a: 'a',
      b: 'b',
    })
  })

  it('joins what nothing ties together, whoever was first', () => {
    const join_ = join('a', 'other')
    expect(leads([a, other], decided(join_))).toEqual({ a: 'other', other: 'other' })
  })

  it('takes along nobody when it joins one that was split', () => {
    const moved = { ...join('b', 'other'), isApart: true }
    expect(leads([a, b, c, other], decided(moved))).toEqual({
      a: 'a',
      b: 'other',
      c: 'a',
      other: 'other',
    })
  })

  it('says who is not to be shown', () => {
    expect(leads([a, b, c], decided(join('a', 'b')))).toEqual({ a: 'b', b: 'b', c: 'b' })
  })

  it('in a circle leaves the usual order', () => {
    expect(leads([a, b], decided(join('a', 'b'), join('b', 'a')))).toEqual({ a: 'a', b: 'a' })
  })
})

const WORDS = [
  'Kent',
  'Essex',
  'floods',
  'schools',
  'roads',
  'closed',
  'council',
  'warning',
  '12',
  '13',
]
const someEntry = fc.record({
  title: fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 7 }),
  text: fc.array(fc.constantFrom(...WORDS, 'river', 'bridge', 'Medway', 'police'), {
    maxLength: 25,
  }),
  page: fc.constantFrom('a', 'b', 'c', ''),
  id: fc.constantFrom('1', '2', ''),
  source: fc.constantFrom('s', 't', 'u'),
  language: fc.constantFrom('en', 'fr', undefined),
  hour: fc.integer({ min: 0, max: 200 }),
  isOfficial: fc.boolean(),
  isWithdrawn: fc.boolean(),
  isCorrection: fc.boolean(),
})
const entries = fc.array(someEntry, { minLength: 1, maxLength: 12 }).map((list) =>
  list.map(({ title, text, page, id, hour, isCorrection, language, ...given }, i) =>
    memberOf({
      ...given,
      ...(language && { language }),
      key: `k${i}`,
      ...(id !== '' && { id }),
      ...(page !== '' && { url: `https://example.org/${page}` }),
      title: `${isCorrection ? 'Correction: ' : ''}${title.join(' ')}`,
      text: text.join(' '),
      sortAt: new Date(Date.UTC(2026, 10, 1, hour)).toISOString(),
    }),
  ),
)
const decisions = fc
  .array(
    fc.record({
      key: fc.integer({ min: 0, max: 11 }).map((i) => `k${i}`),
      duplicateOf: fc.option(fc.integer({ min: 0, max: 11 }).map((i) => `k${i}`)),
      isApart: fc.boolean(),
    }),
    { maxLength: 3 },
  )
  .map((list) => decided(...list.filter(({ key, duplicateOf }) => key !== duplicateOf)))

const asText = (members: Member[], words: Map<string, StoryDecision>) =>
  [...placesOf(members, words).values()]
    .map((place) => JSON.stringify(place))
    .sort()
    .join('\n')

it('where entries belong does not depend on the order in which they came', () => {
  fc.assert(
    fc.property(
      entries.chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length }),
          decisions,
        ),
      ),
      ([list, shuffled, words]) => {
        expect(asText(shuffled, words)).toBe(asText(list, words))
      },
    ),
    { numRuns: 300 },
  )
})

it('no two that contradict each other are one story, but by one id or by word of the operator', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const members = list.map((member) => ({ ...member, id: member.key }))
      const shown = leads(members)
      const together = members.flatMap((a) =>
        members.flatMap((b) => (shown[a.key] === shown[b.key] ? [contradiction(a, b)] : [])),
      )
      expect(together.filter((because) => because !== undefined)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('every entry is shown, or is under one that is', () => {
  fc.assert(
    fc.property(entries, decisions, (list, words) => {
      const places = placesOf(list, words)
      expect(new Set(places.keys())).toEqual(new Set(list.map(({ key }) => key)))
      const shownBy = [...places.values()].map(({ key, lead }) => places.get(lead ?? key)?.lead)
      expect(shownBy.every((lead) => lead === null)).toBe(true)
    }),
  )
})
