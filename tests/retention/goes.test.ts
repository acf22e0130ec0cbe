import { describe, expect, it } from 'vitest'
import { cutoff } from '../../src/retention/cutoff.ts'
import { goes } from '../../src/retention/goes.ts'
import { scopesOf } from '../../src/retention/rules.ts'

const OLD = '2026-01-01T00:00:00Z'
const YOUNG = '2026-11-01T00:00:00Z'
const SUMMER = '2026-07-01T00:00:00Z'
const NOW = new Date('2026-11-23T00:00:00Z')

describe('an entry goes when its source says so; its source saying nothing, when every topic it is in does; being in none, when the newsroom does', () => {
  const cutoffs = {
    sources: { brief: SUMMER, archive: null },
    topics: { rail: SUMMER, sea: null, air: '2026-03-01T00:00:00Z' },
    all: SUMMER,
  }
  it.each([
    {
      source: 'brief',
      topics: ['sea'],
      sortAt: OLD,
      going: true,
      because: 'its source says so, whatever its topics say',
    },
    { source: 'brief', topics: [], sortAt: YOUNG, going: false, because: 'it is young' },
    {
      source: 'brief',
      topics: [],
      sortAt: SUMMER,
      going: false,
      because: 'it is just young enough',
    },
    {
      source: 'archive',
      topics: ['rail'],
      sortAt: OLD,
      going: false,
      because: 'its source keeps it for ever',
    },
    {
      source: 'other',
      topics: ['rail'],
      sortAt: OLD,
      going: true,
      because: 'its only topic says so',
    },
    {
      source: 'other',
      topics: ['rail', 'air'],
      sortAt: OLD,
      going: true,
      because: 'both topics say so',
    },
    {
      source: 'other',
      topics: ['rail', 'air'],
      sortAt: '2026-05-01T00:00:00Z',
      going: false,
      because: 'one topic keeps it longer',
    },
    {
      source: 'other',
      topics: ['rail', 'sea'],
      sortAt: OLD,
      going: false,
      because: 'one topic keeps it for ever',
    },
    {
      source: 'other',
      topics: ['new'],
      sortAt: OLD,
      going: false,
      because: 'nobody has decided on that topic yet',
    },
    { source: 'other', topics: [], sortAt: OLD, going: true, because: 'it is in no topic' },
    {
      source: null,
      topics: ['rail'],
      sortAt: OLD,
      going: false,
      because: "it is the operator's own",
    },
  ])('$source in $topics at $sortAt: $going, for $because', ({ going, source, topics, sortAt }) => {
    expect(goes({ key: 'k', source, topics, sortAt }, cutoffs)).toBe(going)
  })
})

describe('the moment before which entries go', () => {
  it.each([
    { keep: {}, newest: null, is: null, because: 'nothing is asked for' },
    { keep: { days: 30 }, newest: null, is: '2026-10-24T00:00:00Z', because: 'thirty days ago' },
    { keep: { entries: 5 }, newest: SUMMER, is: SUMMER, because: 'the newest five end there' },
    { keep: { entries: 5 }, newest: null, is: null, because: 'there are no five' },
    {
      keep: { days: 30, entries: 5 },
      newest: SUMMER,
      is: '2026-10-24T00:00:00Z',
      because: 'both must hold',
    },
    { keep: { days: 300, entries: 5 }, newest: SUMMER, is: SUMMER, because: 'both must hold' },
  ])('$keep: $is, for $because', ({ keep, newest, is }) => {
    expect(cutoff(keep, newest, NOW)).toBe(is)
  })
})

describe('where something may go from', () => {
  it('a topic that says nothing keeps as the newsroom does, and an empty rule keeps for ever', () => {
    const scopes = scopesOf({
      newsroom: { days: 90 },
      topics: [
        { slug: 'air', keep: {} },
        { slug: 'rail', keep: null },
        { slug: 'sea', keep: { entries: 10 } },
      ],
      sources: [
        { slug: 'archive', keep: {} },
        { slug: 'brief', keep: { days: 7 } },
      ],
    })
    expect(scopes).toEqual([
      { kind: 'source', slug: 'brief', keep: { days: 7 } },
      { kind: 'topic', slug: 'rail', keep: { days: 90 } },
      { kind: 'topic', slug: 'sea', keep: { entries: 10 } },
      { kind: 'all', keep: { days: 90 } },
    ])
  })

  it('nowhere when nobody says anything', () => {
    expect(
      scopesOf({ newsroom: null, topics: [{ slug: 'rail', keep: null }], sources: [] }),
    ).toEqual([])
  })
})
