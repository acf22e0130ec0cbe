import parse from 'parse-prometheus-text-format'
import { describe, expect, it } from 'vitest'
import type { Tally } from '../../src/domain/tally.ts'
import { metricsOf, type Seen } from '../../src/watch/metrics.ts'
import { prometheusText } from '../../src/web/prometheus.ts'

const TALLY: Tally = {
  polls: { fresh: 3, 'not-modified': 40, gone: 0, failed: 2 },
  brought: { added: 12, changed: 1, duplicate: 4 },
  counters: new Map([
    ['entries', 12],
    ['requests_refused', 7],
  ]),
  alertsWaiting: 1,
  alarms: ['outage'],
  ill: [{ slug: 'rail', state: 'failing', failures: 2 }],
}
const SEEN: Seen = {
  vitals: {
    states: { new: 0, answering: 5, failing: 1, ended: 0, paused: 0 },
    privateSources: 1,
    polls: {
      due: 2,
      queued: 1,
      oldestDueAt: '2026-11-23T11:58:00Z',
      oldestQueuedAt: '2026-11-23T11:59:00Z',
      lastAt: '2026-11-23T11:59:30Z',
    },
    cycle: {
      unbrokenSince: '2026-11-23T11:00:00Z',
      beganAt: '2026-11-23T11:59:00Z',
      milliseconds: 250,
    },
    databaseBytes: 123_456,
  },
  tally: TALLY,
  refiling: undefined,
  version: 'v1',
  now: new Date('2026-11-23T12:00:00Z'),
}

const text = (seen: Partial<Seen> = {}) => prometheusText(metricsOf({ ...SEEN, ...seen }))
const family = (name: string, seen: Partial<Seen> = {}) =>
  parse(text(seen)).find((one) => one.name === name)

describe('the metrics, as another program reads them', () => {
  it('are all told with what they are, each name once', () => {
    const families = parse(text())
    expect(families.map(({ name }) => name)).toEqual(metricsOfNames())
    for (const { name, type, help } of families) {
      expect(help).not.toBe('')
      expect(type).toBe(name.endsWith('_total') ? 'COUNTER' : 'GAUGE')
    }
  })

  const metricsOfNames = () => {
    const names = metricsOf(SEEN)
      .filter(({ samples }) => samples.length > 0)
      .map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    return names
  }

  it.each([
    ['despatch_polls_total', [{ labels: { outcome: 'not-modified' }, value: '40' }]],
    ['despatch_poll_entries_total', [{ labels: { as: 'added' }, value: '12' }]],
    ['despatch_sources', [{ labels: { state: 'failing' }, value: '1' }]],
    ['despatch_source_failures', [{ labels: { source: 'rail', state: 'failing' }, value: '2' }]],
    ['despatch_polls_due_age_seconds', [{ value: '120' }]],
    ['despatch_polls_queued_age_seconds', [{ value: '60' }]],
    ['despatch_cycle_duration_seconds', [{ value: '0.25' }]],
    ['despatch_alarm_raised', [{ labels: { alarm: 'outage' }, value: '1' }]],
    ['despatch_requests_refused_total', [{ value: '7' }]],
    ['despatch_info', [{ labels: { version: 'v1' }, value: '1' }]],
  ])('%s has %j', (name, samples) => {
    expect(family(name)?.metrics).toEqual(expect.arrayContaining(samples))
  })

  it('leave out what is not known, rather than say 0', () => {
    const vitals = { ...SEEN.vitals, cycle: null }
    expect(family('despatch_cycle_last_timestamp_seconds', { vitals })).toBeUndefined()
    expect(family('despatch_refiling_entries')).toBeUndefined()
    expect(family('despatch_entries_shown')).toBeUndefined()
  })

  it.each(['a "quoted" name', 'back\\slash', 'two\nlines', '鉄道', 'a} 1'])(
    'survive what is in a label: %j',
    (slug) => {
      const tally = { ...TALLY, ill: [{ slug, state: 'ended' as const, failures: 3 }] }
      expect(family('despatch_source_failures', { tally })?.metrics).toEqual([
        { labels: { source: slug, state: 'ended' }, value: '3' },
      ])
    },
  )
})
