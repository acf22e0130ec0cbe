import type { PublisherHints } from '../domain/source.ts'

/** The longest wait that the publisher asks for, and in which way it asks. */
export function publisherAsks(hints: PublisherHints): { seconds: number; how: string } | undefined {
  return [
    { seconds: (hints.ttlMinutes ?? 0) * 60, how: 'its ttl' },
    { seconds: hints.updatePeriodSeconds ?? 0, how: 'its sy:updatePeriod' },
    { seconds: hints.freshSeconds ?? 0, how: 'its cache headers' },
  ]
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds)[0]
}
