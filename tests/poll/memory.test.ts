import { describe, expect, it } from 'vitest'
import type { PollMemory } from '../../src/domain/source.ts'
import { remember } from '../../src/poll/memory.ts'
import type { Hop } from '../../src/poll/outcome.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const policy = { end: { times: 3, overSeconds: DAY }, adoptMoveAfterSeconds: 7 * DAY }
const NOW = '2026-11-22T12:00:00Z'
const ago = (seconds: number) =>
  new Date(Date.parse(NOW) - seconds * 1000).toISOString().replace('.000', '')

const A = 'http://a.example/feed'
const A_SAFE = 'https://a.example/feed'
const B = 'https://b.example/feed'
const C = 'https://c.example/feed'
const hop = (status: number, from: string, to: string): Hop => ({ status, from, to })

const poll = { url: A, kind: 'fresh' as const, isUnreachable: false, hops: [], rhythm: undefined }
const remembered = (before: PollMemory, given: Partial<Parameters<typeof remember>[1]>) =>
  remember(before, { ...poll, ...given }, policy, NOW)

describe('a source that redirects', () => {
  const seen = (to: string, seconds: number): PollMemory => ({ move: { to, since: ago(seconds) } })
  it.each([
    { what: 'not at all', hops: [], before: {}, after: { memory: {} } },
    {
      what: 'for now',
      hops: [hop(302, A, B)],
      before: seen(B, 10 * DAY),
      after: { memory: {} },
    },
    {
      what: 'for good, for the first time',
      hops: [hop(301, A, B)],
      before: {},
      after: { memory: seen(B, 0) },
    },
    {
      what: 'for good, not for a week yet',
      hops: [hop(301, A, B)],
      before: seen(B, 7 * DAY - 1),
      after: { memory: seen(B, 7 * DAY - 1) },
    },
    {
      what: 'for good, for a week',
      hops: [hop(308, A, B)],
      before: seen(B, 7 * DAY),
      after: { memory: {}, adopt: B },
    },
    {
      what: 'for good, but elsewhere than before',
      hops: [hop(301, A, C)],
      before: seen(B, 30 * DAY),
      after: { memory: seen(C, 0) },
    },
    {
      what: 'for good and then for now: the beginning counts',
      hops: [hop(301, A, B), hop(307, B, C)],
      before: seen(B, 8 * DAY),
      after: { memory: {}, adopt: B },
    },
    {
      what: 'for now and then for good: nothing counts',
      hops: [hop(302, A, B), hop(301, B, C)],
      before: seen(C, 8 * DAY),
      after: { memory: {} },
    },
    {
      what: 'from http to https: at once',
      hops: [hop(301, A, A_SAFE)],
      before: {},
      after: { memory: {}, adopt: A_SAFE },
    },
    {
      what: 'from http to https and on: as far as https at once',
      hops: [hop(301, A, A_SAFE), hop(301, A_SAFE, B)],
      before: {},
      after: { memory: seen(B, 0), adopt: A_SAFE },
    },
    {
      what: 'from http to https for now: not at all',
      hops: [hop(302, A, A_SAFE)],
      before: {},
      after: { memory: {} },
    },
    {
      what: 'to https and another path: like any other',
      hops: [hop(301, A, 'https://a.example/')],
      before: {},
      after: { memory: seen('https://a.example/', 0) },
    },
  ])('$what', ({ hops, before, after: wanted }) => {
    expect(remembered(before, { hops })).toEqual(wanted)
  })

  it('is not believed while it leads to no feed', () => {
    const before = seen(B, 30 * DAY)
    expect(remembered(before, { kind: 'failed', hops: [hop(301, A, B)] })).toEqual({
      memory: before,
    })
  })
})

describe('a source that says it is gone', () => {
  const gone = (times: number, seconds: number): PollMemory => ({
    gone: { times, firstAt: ago(seconds) },
  })
  it.each([
    { what: 'once', before: {}, after: gone(1, 0) },
    { what: 'three times within a day', before: gone(2, DAY - 1), after: gone(3, DAY - 1) },
    { what: 'twice over two days', before: gone(1, 2 * DAY), after: gone(2, 2 * DAY) },
    {
      what: 'three times over a day',
      before: gone(2, DAY),
      after: { ...gone(3, DAY), endedAt: NOW },
    },
    {
      what: 'once more after it ended',
      before: { ...gone(3, 9 * DAY), endedAt: ago(8 * DAY) },
      after: { ...gone(4, 9 * DAY), endedAt: ago(8 * DAY) },
    },
  ])('$what', ({ before, after: wanted }) => {
    expect(remembered(before, { kind: 'gone' }).memory).toEqual(wanted)
  })

  it.each([
    { what: 'a 404 starts the count anew', given: { kind: 'failed' as const }, after: {} },
    {
      what: 'when nobody was reached, nobody took it back',
      given: { kind: 'failed' as const, isUnreachable: true },
      after: { ...gone(2, DAY), isUnreachable: true },
    },
    { what: 'a feed takes it back', given: {}, after: {} },
  ])('$what', ({ given, after: wanted }) => {
    expect(remembered(gone(2, DAY), given).memory).toEqual(wanted)
  })

  it('and comes back has not ended', () => {
    expect(remembered({ endedAt: ago(DAY), ...gone(3, 2 * DAY) }, {}).memory).toEqual({})
  })

  it('and then gives other errors has ended all the same', () => {
    const before = { endedAt: ago(DAY) }
    expect(remembered(before, { kind: 'failed' }).memory).toEqual(before)
  })
})

it('the rhythm outlives every poll that brings no entries', () => {
  const rhythm = { newestAt: ago(DAY), gapSeconds: DAY }
  for (const kind of ['not-modified', 'failed', 'gone'] as const)
    expect(remembered({ rhythm }, { kind }).memory).toMatchObject({ rhythm })
})
