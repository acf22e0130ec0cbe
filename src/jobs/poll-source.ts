import type { Fault } from '../domain/fault.ts'
import type { PollReport, Source } from '../domain/source.ts'
import type { EntryWrite, PollStore, SourceWrite } from '../domain/store.ts'
import { cleanDocument } from '../ingest/clean-document.ts'
import { pollOutcome, type Answer, type PollOutcome } from '../poll/outcome.ts'
import { pollHeaders } from '../poll/request.ts'
import { nextPoll, type PollPolicy, type PollSignals } from '../poll/schedule.ts'
import { wholeSeconds } from '../web/moment.ts'
import { recognise, type RecogniseDeps } from './recognise.ts'

export interface PollDeps extends RecogniseDeps {
  fetchDocument: (
    url: string,
    headersFor: (url: string) => Record<string, string>,
  ) => Promise<Answer>
  polls: PollStore
  userAgent: () => Promise<string>
  policy: PollPolicy
  now: () => Date
}

/** What a poll brought, before it is written down. */
interface Brought extends Pick<PollSignals, 'kind' | 'hints' | 'retryAfterSeconds'> {
  status: number | null
  faults: Fault[]
  counts: Pick<PollReport, 'added' | 'changed' | 'unchanged' | 'duplicate'>
  writes: EntryWrite[]
  /** What the source taught us about itself. */
  learned: Pick<SourceWrite, 'feed' | 'validators' | 'hints'>
}

const NOTHING = {
  counts: { added: 0, changed: 0, unchanged: 0, duplicate: 0 },
  writes: [],
  learned: {},
}

const faultOf = (what: string): Fault[] => [{ where: 'source', what }]

/**
 * Asks a source for news and keeps what it brings, all of it or nothing: a poll that is cut off
 * leaves no trace, and is made again.
 */
export async function pollSource(source: Source, deps: PollDeps): Promise<PollReport> {
  const now = deps.now()
  const agent = await deps.userAgent()
  const answer = await deps.fetchDocument(source.url, (url) =>
    pollHeaders(url, source.validators, agent),
  )
  const brought = await bring(pollOutcome(answer, now), source, now, deps)
  const { kind, status, counts, faults } = brought
  const failures = kind === 'failed' || kind === 'gone' ? source.failures + 1 : 0
  const next = nextPoll({ ...brought, failures }, deps.policy, now)
  const report: PollReport = { outcome: kind, status, ...counts, faults, ...next }
  const polledAt = wholeSeconds(now)
  const state = { slug: source.slug, ...brought.learned, failures, polledAt, report }
  await deps.polls.record(brought.writes, state, polledAt)
  return report
}

async function bring(
  outcome: PollOutcome,
  source: Source,
  now: Date,
  deps: PollDeps,
): Promise<Brought> {
  const { kind, status } = outcome
  const nothing = { ...NOTHING, status, hints: source.hints }
  switch (kind) {
    case 'fresh':
      return bringDocument(outcome, source, now, deps)
    case 'not-modified':
      return { ...nothing, kind, faults: [] }
    case 'gone':
      return { ...nothing, kind, faults: faultOf('the server says this feed is gone (410)') }
    case 'failed': {
      const { reason, retryAfterSeconds } = outcome
      return { ...nothing, kind, faults: faultOf(reason), retryAfterSeconds }
    }
    default:
      return outcome satisfies never
  }
}

async function bringDocument(
  { status, document, validators, freshSeconds }: Extract<PollOutcome, { kind: 'fresh' }>,
  source: Source,
  now: Date,
  deps: PollDeps,
): Promise<Brought> {
  const clean = await cleanDocument(document, source.firstUrl, source.language)
  if (clean.kind === 'not-a-feed') {
    const faults = faultOf(`this is not a feed but ${clean.what}`)
    return { ...NOTHING, kind: 'failed', status, hints: source.hints, faults }
  }
  const { entries, feed, faults } = clean
  const hints = { ...clean.hints, freshSeconds }
  const { writes, ...counts } = await recognise(entries, source.slug, wholeSeconds(now), deps)
  const learned = { feed, validators, hints }
  return { kind: 'fresh', status, hints, faults, counts, writes, learned }
}
