import { describe, expect, it } from 'vitest'
import { parseFeedQuery } from '../../src/domain/feed-query.ts'
import { streamsOf } from '../../src/routes/feed-request.ts'

describe('a feed has changed when one of its streams has', () => {
  it.each([
    { expression: 'rail', streams: ['rail'] },
    { expression: 'rail+!sea', streams: ['rail', 'sea'] },
    { expression: 'rail,sea', streams: ['rail', 'sea'] },
    { expression: 'all', streams: ['all'] },
    { expression: '!rail', streams: ['rail', 'all'] },
    { expression: '!rail,sea+air', streams: ['rail', 'air', 'sea', 'all'] },
  ])('$expression: $streams', ({ expression, streams }) => {
    const limits = { usualEntries: 50, maxEntries: 200 }
    const parsed = parseFeedQuery(expression, new URLSearchParams(), limits)
    expect(parsed.kind === 'query' && streamsOf(parsed.query).toSorted()).toEqual(
      streams.toSorted(),
    )
  })
})
