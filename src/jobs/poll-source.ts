import { failureLine, type Log } from '../domain/log.ts'
import type { PollReport, Source } from '../domain/source.ts'
import type { PollStore, SourceStore, SourceWrite } from '../domain/store.ts'
import { hostWait } from '../poll/host-wait.ts'
import { pollLine } from '../poll/log-line.ts'
import { type MemoryPolicy, remember } from '../poll/memory.ts'
import { pollOutcome, type Answer, type PollOutcome } from '../poll/outcome.ts'
import type { PollPolicy } from '../poll/policy.ts'
import { pollHeaders } from '../poll/request.ts'
import { nextPoll } from '../poll/schedule.ts'
import { withCredentialsOf, withoutCredentials } from '../web/credentials.ts'
import { wholeSeconds } from '../web/moment.ts'
import { bring, type BringDeps, broughtNothing, sourceFault, type Brought } from './bring.ts'

export interface PollDeps extends BringDeps {
  fetchDocument: (
    url: string,
    headersFor: (url: string) => Record<string, string>,
  ) => Promise<Answer>
  polls: PollStore
  sources: Pick<SourceStore, 'byUrl'>
  /** Places anew what was placed while others were. */
  settle: () => Promise<void>
  userAgent: () => Promise<string>
  policy: PollPolicy & MemoryPolicy & { maxHostWaitSeconds: number }
  /** Whether it could not be reached because nobody can; asked only then. */
  isOutageFor: (slug: string) => Promise<boolean>
  log: Log
  now: () => Date
  /** From 0 up to 1. */
  chance: () => number
}

interface Poll {
  source: Source
  answer: Answer
  outcome: PollOutcome
  beganAt: Date
  now: Date
}

/**
 * Asks a source for news and keeps what it brings, all of it or nothing: a poll that is cut off
 * leaves no trace, and is made again.
 */
export async function pollSource(source: Source, deps: PollDeps): Promise<PollReport> {
  const beganAt = deps.now()
  const agent = await deps.userAgent()
  const answer = await deps.fetchDocument(source.url, (url) =>
    pollHeaders(url, source.validators, agent),
  )
  // After the answer: its Retry-After counts from there.
  const now = deps.now()
  const outcome = pollOutcome(answer, now)
  const poll = { source, answer, outcome, beganAt, now }
  try {
    return await conclude(poll, await bring(outcome, source, now, deps), deps)
  } catch (error) {
    // A mistake of ours, or the database is away. Were it only thrown, the source would be asked
    // every few minutes, and it has done nothing to deserve that.
    deps.log(failureLine('a poll broke', error, { source: source.slug }))
    const fault = sourceFault(
      'what it sent could not be kept; that is our mistake, and written down',
    )
    return conclude(poll, broughtNothing('failed', outcome.status, source.hints, fault), deps)
  }
}

/** Decides when to come again, and writes all of it down. */
async function conclude(poll: Poll, brought: Brought, deps: PollDeps): Promise<PollReport> {
  const { source, answer, outcome, now } = poll
  const { kind, status, counts, hints, rhythm, entries } = brought
  const { policy } = deps
  const polledAt = wholeSeconds(now)
  const isSuccess = kind === 'fresh' || kind === 'not-modified'
  const said = outcome.kind === 'failed' ? outcome : undefined
  const isUnreachable = said?.isUnreachable === true
  const isOutage = isUnreachable && (await deps.isOutageFor(source.slug))
  const failures = isSuccess ? 0 : source.failures + (isOutage ? 0 : 1)

  const { url } = withoutCredentials(source.url)
  const learned = { url, kind, isUnreachable, hops: answer.hops, rhythm, entries }
  const { memory, adopt } = remember(source.memory, learned, policy, polledAt)
  const { moved, faults } = await moveOf(source, adopt, deps)
  if (isSuccess && memory.move) faults.push(sourceFault(WATCHED_MOVE))

  const signals = {
    kind,
    hints,
    rhythm: memory.rhythm,
    failures,
    retryAfterSeconds: said?.retryAfterSeconds,
    hasEnded: memory.endedAt !== undefined,
    isOutage,
  }
  const next = nextPoll(signals, policy, now, deps.chance())
  const report: PollReport = {
    outcome: kind,
    status,
    ...counts,
    faults: [...brought.faults, ...faults],
    ...next,
  }
  const askedLast = answer.kind === 'response' ? answer.url : url
  const state: SourceWrite = {
    slug: source.slug,
    ...brought.learned,
    failures,
    memory,
    ...(moved && { moved }),
    hostWait: hostWait(askedLast, outcome, now, policy.maxHostWaitSeconds),
    polledAt,
    report,
    milliseconds: deps.now().getTime() - poll.beganAt.getTime(),
  }
  const isSettled = await deps.polls.record(brought.writes, state, polledAt, brought.placing)
  if (!isSettled) await deps.settle()
  deps.log(pollLine(source, report, polledAt, state.milliseconds))
  return report
}

const WATCHED_MOVE =
  'it redirects for good to a new address, which becomes its own once that was so for a week'

/** A new address, unless another source has it: then both would bring the same. */
async function moveOf(
  source: Source,
  adopt: string | undefined,
  { sources }: PollDeps,
): Promise<{ moved?: SourceWrite['moved'] & object; faults: PollReport['faults'] }> {
  if (adopt === undefined) return { faults: [] }
  const to = withCredentialsOf(source.url, adopt)
  const owner = await sources.byUrl(to)
  if (owner && owner.slug !== source.slug)
    return { faults: [sourceFault(`it has moved to where the source "${owner.slug}" is already`)] }
  return {
    moved: { from: source.url, to },
    faults: [sourceFault('it has moved for good: from now on it is asked at its new address')],
  }
}
