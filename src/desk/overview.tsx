import { Moment } from '../pages/moment.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import {
  Faults,
  nameOf,
  pathOf,
  StateBadge,
  STATES,
  stateInWords,
  type ToldSource,
} from './source.tsx'

/** A topic whose stored entries are being filed anew. */
interface RefilingTopic {
  slug: string
  title: string
  /** Absent before it has begun. */
  done?: number | undefined
  entries?: number | undefined
}

/** An own entry that waits for its time. */
export interface ScheduledEntry {
  key: string
  title: string
  published: string
}

export interface OverviewProps {
  frame: Frame
  sources: readonly ToldSource[]
  refiling: readonly RefilingTopic[]
  /** The soonest first. */
  scheduled: readonly ScheduledEntry[]
  /** Entries of the last 24 hours. */
  today: number
}

const MOST_ILL = 20
const MOST_DUE = 5
const MOST_SCHEDULED = 5

const isIll = ({ health }: ToldSource) => health.state === 'failing' || health.state === 'ended'

/** The longest ill first: what is new may pass. */
const byFailures = (a: ToldSource, b: ToldSource) =>
  b.health.failures - a.health.failures || (a.slug < b.slug ? -1 : 1)

function Ill({ sources }: { sources: readonly ToldSource[] }) {
  if (sources.length === 0) return <p>Every source that was asked answers.</p>
  return (
    <>
      <ul class="rows">
        {sources.slice(0, MOST_ILL).map((source) => (
          <li>
            <h3>
              <a href={pathOf(source)}>
                <bdi>{nameOf(source)}</bdi>
              </a>{' '}
              <StateBadge state={source.health.state} />
            </h3>
            <Faults faults={source.health.faults} most={1} />
            <p class="quiet">
              Next asked <Moment at={source.health.nextPollAt} language="en" />:{' '}
              {source.health.because}.
            </p>
          </li>
        ))}
      </ul>
      {sources.length > MOST_ILL && (
        <p>
          <a href="/admin/sources?state=failing">All that fail</a>
        </p>
      )}
    </>
  )
}

function Refiling({ topics }: { topics: readonly RefilingTopic[] }) {
  if (topics.length === 0) return null
  return (
    <section aria-labelledby="refiling">
      <h2 id="refiling">Being filed anew</h2>
      <ul class="rows">
        {topics.map(({ title, done, entries }) => (
          <li>
            <strong>{title}</strong>:{' '}
            {done === undefined || entries === undefined
              ? 'begins within a minute'
              : `${done} of ${entries} entries`}
          </li>
        ))}
      </ul>
      <p class="quiet">Until it is done, readers see these topics as they were.</p>
    </section>
  )
}

function Scheduled({ entries }: { entries: readonly ScheduledEntry[] }) {
  if (entries.length === 0) return null
  return (
    <section aria-labelledby="scheduled">
      <h2 id="scheduled">Waiting for their time</h2>
      <ul class="rows">
        {entries.slice(0, MOST_SCHEDULED).map(({ title, published }) => (
          <li>
            <bdi>{title}</bdi>, <Moment at={published} language="en" />
          </li>
        ))}
      </ul>
      {entries.length > MOST_SCHEDULED && (
        <p class="quiet">and {entries.length - MOST_SCHEDULED} more</p>
      )}
    </section>
  )
}

function Due({ sources }: { sources: readonly ToldSource[] }) {
  const next = sources
    .filter(({ health }) => health.state !== 'paused')
    .toSorted((a, b) => (a.health.nextPollAt < b.health.nextPollAt ? -1 : 1))
    .slice(0, MOST_DUE)
  if (next.length === 0) return null
  return (
    <section aria-labelledby="due">
      <h2 id="due">Asked next</h2>
      <ul class="rows">
        {next.map((source) => (
          <li>
            <a href={pathOf(source)}>
              <bdi>{nameOf(source)}</bdi>
            </a>
            , <Moment at={source.health.nextPollAt} language="en" />:{' '}
            <span class="quiet">{source.health.because}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How the newsroom does, at one glance: what is ill comes first. */
export function OverviewPage({ frame, sources, refiling, scheduled, today }: OverviewProps) {
  const counts = STATES.map((state) => ({
    state,
    count: sources.filter(({ health }) => health.state === state).length,
  })).filter(({ count }) => count > 0)
  return (
    <DeskPage frame={frame} title="Overview" section="/admin">
      {sources.length === 0 && (
        <p class="nothing">
          Nothing is polled yet. <a href="/admin/sources/add">Add the first source</a>.
        </p>
      )}
      <dl class="figures">
        {counts.map(({ state, count }) => (
          <div>
            <dt>
              <a href={`/admin/sources?state=${state}`}>{stateInWords(state)}</a>
            </dt>
            <dd class={state === 'failing' ? 'ill' : undefined}>{count}</dd>
          </div>
        ))}
        <div>
          <dt>{today === 1 ? 'entry' : 'entries'} in 24 hours</dt>
          <dd>{today.toLocaleString('en')}</dd>
        </div>
      </dl>
      <section aria-labelledby="ill">
        <h2 id="ill">Sources that need you</h2>
        <Ill sources={sources.filter(isIll).toSorted(byFailures)} />
      </section>
      <Refiling topics={refiling} />
      <Scheduled entries={scheduled} />
      <Due sources={sources} />
    </DeskPage>
  )
}
