import { isTimeless } from '../cluster/marks.ts'
import type {
  AgingPage,
  Cutoffs,
  RetentionRules,
  RetentionRun,
  RetentionStore,
} from '../domain/retention-store.ts'
import type { Keep } from '../domain/keep.ts'
import { cutoff } from '../retention/cutoff.ts'
import { goes } from '../retention/goes.ts'
import { scopesOf, type Scope } from '../retention/rules.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface RetentionPolicy {
  /** Between the end of a run and the next. */
  everySeconds: number
  /** Looked at by one message. */
  entries: number
  /** A key is forgotten when its feed has not held it for so long. */
  missingSeconds: number
  /** Older entries are compared by nothing but their id and page. */
  markedSeconds: number
}

export interface RetainDeps {
  retention: RetentionStore
  /** Places anew those that told the same as what went. */
  settle: () => Promise<void>
  policy: RetentionPolicy
  now: () => Date
}

const ago = (now: Date, seconds: number) => wholeSeconds(new Date(now.getTime() - seconds * 1000))

/** Whether a run is under way, is due, or would come to something else by now. */
export async function isRetentionDue({ retention, policy, now }: RetainDeps): Promise<boolean> {
  const [{ text, rules }, run] = await Promise.all([retention.rules(), retention.run()])
  if (run?.endedAt === null) return true
  const isRested = !run || run.endedAt <= ago(now(), policy.everySeconds)
  if (!isRested && run.rules === text) return false
  if (scopesOf(rules).length > 0) return true
  // Most newsrooms keep everything, and still what nobody looks up any more may go.
  const missingSince = ago(now(), policy.missingSeconds)
  return isRested && retention.isAnyOver(ago(now(), policy.markedSeconds), missingSince)
}

/** What every scope's rule comes to now. */
export async function cutoffsOf(
  { newsroom, topics, sources }: RetentionRules,
  retention: Pick<RetentionStore, 'newest'>,
  now: Date,
): Promise<Cutoffs> {
  const usual = newsroom ?? {}
  const moment = async (scope: AgingPage['scope'], keep: Keep) => {
    const end = keep.entries === undefined ? null : await retention.newest(scope, keep.entries)
    return cutoff(keep, end, now)
  }
  const each = async (
    kind: 'source' | 'topic',
    of: readonly { slug: string; keep: Keep | null }[],
  ) =>
    Object.fromEntries(
      await Promise.all(
        of.map(
          async ({ slug, keep }) => [slug, await moment({ kind, slug }, keep ?? usual)] as const,
        ),
      ),
    )
  return {
    sources: await each('source', sources),
    topics: await each('topic', topics),
    all: await moment({ kind: 'all' }, usual),
  }
}

/** The page that is looked at next in a scope; undefined where nothing of it is old enough. */
export function pageOf(
  scope: Scope,
  { cutoffs, after }: Pick<RetentionRun, 'cutoffs' | 'after'>,
  limit: number,
): AgingPage | undefined {
  const before = scope.kind === 'all' ? cutoffs.all : cutoffs[`${scope.kind}s`][scope.slug]
  return before ? { scope, before, after, limit } : undefined
}

const FROM_THE_OLDEST = { sortAt: '', key: '' }

/**
 * Removes some of what is kept no longer. Where it stands is in the database alone, so a run may end
 * anywhere and the next goes on from there.
 *
 * @returns whether there may be more.
 */
export async function retain(deps: RetainDeps): Promise<boolean> {
  const { retention, policy } = deps
  const [{ text, rules }, run] = await Promise.all([retention.rules(), retention.run()])
  if (run?.rules !== text || run.endedAt !== null) {
    if (!(await isRetentionDue(deps))) return false
    await retention.begin(
      text,
      await cutoffsOf(rules, retention, deps.now()),
      wholeSeconds(deps.now()),
    )
    return true
  }
  const scope = scopesOf(rules)[run.scope]
  if (scope) return retainIn(scope, run, deps)
  if (await unmarkSome(deps)) return true
  await retention.end(run, ago(deps.now(), policy.missingSeconds), wholeSeconds(deps.now()))
  return false
}

async function retainIn(
  scope: Scope,
  run: RetentionRun,
  { retention, settle, policy, now }: RetainDeps,
) {
  const page = pageOf(scope, run, policy.entries)
  const entries = page ? await retention.aging(page) : []
  const going = entries.filter((entry) => goes(entry, run.cutoffs))
  const removed = { ...run.removed }
  for (const { source } of going) if (source !== null) removed[source] = (removed[source] ?? 0) + 1
  const last = entries.at(-1)
  const isMore = last !== undefined && entries.length === policy.entries
  const step = isMore
    ? { scope: run.scope, after: { sortAt: last.sortAt, key: last.key }, removed }
    : { scope: run.scope + 1, after: FROM_THE_OLDEST, removed }
  await retention.remove(
    going.map(({ key }) => key),
    run,
    step,
    wholeSeconds(now()),
  )
  if (going.length > 0) await settle()
  return true
}

/** Marks take more room than all else of an entry, and stories are compared within days. */
async function unmarkSome({ retention, policy, now }: RetainDeps): Promise<boolean> {
  const entries = await retention.marked(ago(now(), policy.markedSeconds), policy.entries)
  if (entries.length === 0) return false
  await retention.unmark(
    entries.map((entry) => ({ ...entry, marks: entry.marks.filter((mark) => !isTimeless(mark)) })),
  )
  return true
}
