import type { Vitals } from '../domain/vitals.ts'
import { Moment } from '../pages/moment.tsx'
import { entryName, entryPath } from './entry.tsx'
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
  title: string
  /** Absent before it has begun. */
  done?: number | undefined
  entries?: number | undefined
}

/** An own entry that waits: for its time, or for who writes it. */
export interface WaitingEntry {
  key: string
  title: string
  published: string
}

export interface OverviewProps {
  frame: Frame
  vitals: Vitals
  /** What is wrong with the newsroom itself, in words. */
  wrong: readonly string[]
  /** Sources that fail or have ended; the longest ill first. */
  ill: readonly ToldSource[]
  refiling: readonly RefilingTopic[]
  /** The soonest first. */
  scheduled: readonly WaitingEntry[]
  /** The newest first. */
  drafts: readonly WaitingEntry[]
  /** Entries of the last 24 hours. */
  today: number
  /** Whether sources are polled when they are due, and not only when asked. */
  isPolling: boolean
}

const MOST_WAITING = 5

const isGrave = (state: string) => state === 'failing' || state === 'ended'

/** Whatever is wrong with all of it comes before what is wrong with one source. */
function Wrong({ wrong }: Pick<OverviewProps, 'wrong'>) {
  if (wrong.length === 0) return null
  return (
    <div class="alarm">
      {wrong.map((what) => (
        <p>{what}.</p>
      ))}
    </div>
  )
}

function Figures({ vitals, today }: Pick<OverviewProps, 'vitals' | 'today'>) {
  return (
    <dl class="figures">
      {STATES.filter((state) => vitals.states[state] > 0).map((state) => (
        <div>
          <dt>
            <a href={`/admin/sources?state=${state}`}>
              {vitals.states[state] === 1 ? 'source' : 'sources'} {stateInWords(state)}
            </a>
          </dt>
          <dd class={isGrave(state) ? 'ill' : undefined}>
            {vitals.states[state].toLocaleString('en')}
          </dd>
        </div>
      ))}
      <div>
        <dt>
          <a href="/admin/entries">{today === 1 ? 'entry' : 'entries'} in 24 hours</a>
        </dt>
        <dd>{today.toLocaleString('en')}</dd>
      </div>
    </dl>
  )
}

function Ill({ sources, states }: { sources: readonly ToldSource[]; states: Vitals['states'] }) {
  if (sources.length === 0)
    return (
      <p>
        None:{' '}
        {states.answering > 0 ? 'every source that was asked answers.' : 'no source was asked yet.'}
      </p>
    )
  const others = states.failing + states.ended - sources.length
  return (
    <>
      <ul class="rows">
        {sources.map((source) => (
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
      {others > 0 && (
        <p>
          <a href="/admin/sources?state=failing">and {others.toLocaleString('en')} more</a>
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
              : `${done.toLocaleString('en')} of ${entries.toLocaleString('en')} entries`}
          </li>
        ))}
      </ul>
      <p class="quiet">Until it is done, readers see these topics as they were.</p>
    </section>
  )
}

function Waiting(props: {
  title: string
  state: 'draft' | 'scheduled'
  entries: readonly WaitingEntry[]
}) {
  const { title, state, entries } = props
  if (entries.length === 0) return null
  return (
    <section aria-labelledby={state}>
      <h2 id={state}>
        <a href={`/admin/entries?state=${state}`}>{title}</a>
      </h2>
      <ul class="rows">
        {entries.slice(0, MOST_WAITING).map((entry) => (
          <li>
            <a href={entryPath(entry.key)}>
              <bdi>{entryName(entry)}</bdi>
            </a>
            {state === 'scheduled' && (
              <>
                , <Moment at={entry.published} language="en" />
              </>
            )}
          </li>
        ))}
      </ul>
      {entries.length > MOST_WAITING && (
        <p>
          <a href={`/admin/entries?state=${state}`}>and {entries.length - MOST_WAITING} more</a>
        </p>
      )}
    </section>
  )
}

function Work({
  vitals: { polls, cycle },
  isPolling,
}: Pick<OverviewProps, 'vitals' | 'isPolling'>) {
  return (
    <section aria-labelledby="work">
      <h2 id="work">What it is doing</h2>
      {!isPolling && (
        <p>
          Sources are polled only when you ask: <code>POLLING</code> is <code>off</code>.
        </p>
      )}
      <dl class="facts">
        <dt>Polls that are due</dt>
        <dd>
          {polls.due}
          {polls.queued > 0 && `, of which ${polls.queued} are queued`}
        </dd>
        <dt>Last poll</dt>
        <dd>{polls.lastAt ? <Moment at={polls.lastAt} language="en" /> : 'none yet'}</dd>
        <dt>Last minute’s work</dt>
        <dd>
          {cycle ? (
            <>
              <Moment at={cycle.beganAt} language="en" />, begun in {cycle.milliseconds} ms
            </>
          ) : (
            'none yet'
          )}
        </dd>
      </dl>
    </section>
  )
}

/** How the newsroom does, at one glance: what is ill comes first. */
export function OverviewPage(props: OverviewProps) {
  const { frame, vitals, wrong, ill, refiling, scheduled, drafts, today, isPolling } = props
  const isEmpty = Object.values(vitals.states).every((count) => count === 0)
  return (
    <DeskPage frame={frame} title="Overview" section="/admin">
      <Wrong wrong={wrong} />
      {isEmpty && (
        <p class="nothing">
          Nothing is polled yet. <a href="/admin/add-source">Add the first source</a>.
        </p>
      )}
      <Figures vitals={vitals} today={today} />
      {!isEmpty && (
        <p class="actions">
          <a href="/admin/add-source">Add a source</a>
          <a href="/admin/write-entry">Write an entry</a>
        </p>
      )}
      <section aria-labelledby="ill">
        <h2 id="ill">Sources that need you</h2>
        <Ill sources={ill} states={vitals.states} />
      </section>
      <Refiling topics={refiling} />
      <Waiting title="Waiting for their time" state="scheduled" entries={scheduled} />
      <Waiting title="Drafts" state="draft" entries={drafts} />
      <Work vitals={vitals} isPolling={isPolling} />
    </DeskPage>
  )
}
