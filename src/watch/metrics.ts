import type { Tally } from '../domain/tally.ts'
import type { Refiling } from '../domain/topic-store.ts'
import type { Vitals } from '../domain/vitals.ts'
import type { MetricFamily, Sample } from '../web/prometheus.ts'

export interface Seen {
  vitals: Vitals
  tally: Tally
  refiling: Refiling | undefined
  version: string
  now: Date
}

const one = (value: number): Sample[] => [{ value }]
/** What is not known has no sample, for a 0 would be a lie. */
const known = (value: number | undefined): Sample[] => (value === undefined ? [] : one(value))
const by = (label: string, values: Record<string, number>): Sample[] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }))

const gauge = (name: string, help: string, samples: readonly Sample[]): MetricFamily => ({
  name: `despatch_${name}`,
  type: 'gauge',
  help,
  samples,
})
const counter = (name: string, help: string, samples: readonly Sample[]): MetricFamily => ({
  name: `despatch_${name}_total`,
  type: 'counter',
  help,
  samples,
})

function ofSources({ vitals, tally }: Seen): MetricFamily[] {
  return [
    gauge('sources', 'Sources by how they do.', by('state', vitals.states)),
    gauge('sources_private', 'Sources that are told to nobody.', one(vitals.privateSources)),
    gauge(
      'source_failures',
      'Polls in a row that failed, of sources that fail or have ended; the first 200, private ones left out.',
      tally.ill.map(({ slug, state, failures }) => ({
        labels: { source: slug, state },
        value: failures,
      })),
    ),
  ]
}

function ofPolls({ vitals, tally, now }: Seen): MetricFamily[] {
  const { polls } = vitals
  const secondsSince = (moment: string | null) =>
    moment === null ? 0 : Math.max(0, (now.getTime() - Date.parse(moment)) / 1000)
  return [
    counter('polls', 'Polls by what came of them.', by('outcome', tally.polls)),
    counter('poll_entries', 'Entries that polls brought.', by('as', tally.brought)),
    gauge('polls_due', 'Polls whose time has come and that are not made yet.', one(polls.due)),
    gauge('polls_queued', 'Of these, those in the queue.', one(polls.queued)),
    gauge(
      'polls_due_age_seconds',
      'How long the poll that waits longest is overdue; 0 when none is.',
      one(secondsSince(polls.oldestDueAt)),
    ),
    gauge(
      'polls_queued_age_seconds',
      'How long the poll in the queue that waits longest is overdue; 0 when none is.',
      one(secondsSince(polls.oldestQueuedAt)),
    ),
    gauge(
      'poll_last_timestamp_seconds',
      'When a source was polled last.',
      known(polls.lastAt === null ? undefined : Date.parse(polls.lastAt) / 1000),
    ),
  ]
}

function ofWork({ vitals: { cycle }, refiling }: Seen): MetricFamily[] {
  return [
    gauge(
      'cycle_last_timestamp_seconds',
      'When the cron came last.',
      known(cycle ? Date.parse(cycle.beganAt) / 1000 : undefined),
    ),
    gauge(
      'cycle_duration_seconds',
      'How long it took then.',
      known(cycle ? cycle.milliseconds / 1000 : undefined),
    ),
    gauge(
      'refiling_topics',
      'Topics whose rules have changed while their feeds still show the old filing.',
      one(refiling?.topics.length ?? 0),
    ),
    gauge(
      'refiling_entries_done',
      'Stored entries that are filed anew so far.',
      known(refiling?.progress?.done),
    ),
    gauge(
      'refiling_entries',
      'Stored entries that are to be filed anew.',
      known(refiling?.progress?.entries),
    ),
  ]
}

/** What can be raised beside the ends of sources, which `sources` counts. */
const ALARMS = ['outage', 'queue', 'database-free', 'database-paid']

function ofTheRest({ vitals, tally, version }: Seen): MetricFamily[] {
  const { counters } = tally
  return [
    gauge('info', 'Which version this is.', [{ labels: { version }, value: 1 }]),
    gauge('database_bytes', 'Size of the database.', one(vitals.databaseBytes)),
    gauge(
      'entries',
      'Stored entries, when they were counted last: the more there are, the longer ago, up to a day.',
      known(counters.get('entries')),
    ),
    gauge(
      'entries_shown',
      'Entries that feeds show without their duplicates; counted as seldom.',
      known(counters.get('entries_shown')),
    ),
    gauge(
      'alarm_raised',
      'Whether an alarm is raised.',
      by(
        'alarm',
        Object.fromEntries(ALARMS.map((name) => [name, Number(tally.alarms.includes(name))])),
      ),
    ),
    gauge('alerts_waiting', 'Alerts that have not arrived yet.', one(tally.alertsWaiting)),
    counter('alerts', 'Alerts by how they ended.', [
      { labels: { end: 'delivered' }, value: counters.get('alerts_delivered') ?? 0 },
      { labels: { end: 'given up' }, value: counters.get('alerts_given_up') ?? 0 },
    ]),
    counter(
      'requests_refused',
      'Requests to the API without the right token; isolates that end forget their last seconds of it.',
      one(counters.get('requests_refused') ?? 0),
    ),
  ]
}

/** What an operator draws and is woken by. Few and fixed names: only what is ill is told one by one. */
export const metricsOf = (seen: Seen): MetricFamily[] => [
  ...ofSources(seen),
  ...ofPolls(seen),
  ...ofWork(seen),
  ...ofTheRest(seen),
]
