import { describe, expect, it } from 'vitest'
import { shrunkTo } from '../../src/poll/shrunk.ts'

describe('a feed that has far fewer entries than before', () => {
  it.each([
    {
      before: 20,
      now: 0,
      says: 'the feed is empty, and had 20 entries the time before; they are kept',
    },
    {
      before: 20,
      now: 5,
      says: 'the feed has shrunk from 20 entries to 5; what it no longer has is kept',
    },
    { before: 20, now: 6, says: undefined },
    { before: 4, now: 0, says: undefined },
    { before: 20, now: 40, says: undefined },
    { before: undefined, now: 0, says: undefined },
  ])('from $before to $now: $says', ({ before, now, says }) => {
    expect(shrunkTo(now, before)).toBe(says)
  })
})
