import type { Source } from '../../src/domain/source.ts'

/** A source as remembered, with only what a test cares about. */
export const sourceOf = (given: Partial<Source> = {}): Source => {
  const url = given.url ?? 'https://example.org/feed'
  return {
    slug: 'example',
    url,
    managedBy: 'data',
    firstUrl: url,
    feed: null,
    changedAt: '2026-11-01T00:00:00Z',
    validators: null,
    hints: {},
    failures: 0,
    memory: {},
    polledAt: null,
    nextPollAt: '2026-11-01T00:00:00Z',
    because: 'it is new',
    lastReport: null,
    ...given,
  }
}
