import type { SourceStore } from '../domain/store.ts'
import { isOutage, outageInWords, type OutagePolicy, type Reach } from '../poll/outage.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { AlarmBell } from './alarm-bell.ts'

export interface OutageDeps {
  sources: Pick<SourceStore, 'reach'>
  bell: AlarmBell
  outagePolicy: OutagePolicy
  now: () => Date
}

const OUTAGE = 'outage'

async function reachOf(
  except: string,
  { sources, outagePolicy, now }: Omit<OutageDeps, 'bell'>,
): Promise<Reach> {
  const since = new Date(now().getTime() - outagePolicy.windowSeconds * 1000)
  return sources.reach(wholeSeconds(since), except)
}

/** Whether a source could not be reached because nobody can. The first to find that out says so. */
export async function isOutageFor(slug: string, deps: OutageDeps): Promise<boolean> {
  const others = await reachOf(slug, deps)
  const reach = { polled: others.polled + 1, unreachable: others.unreachable + 1 }
  if (!isOutage(reach, deps.outagePolicy)) return false
  const message = `nearly everything fails: ${outageInWords(reach)}`
  await deps.bell.raise(OUTAGE, { type: 'outage.began', message })
  return true
}

/** Takes the alarm back once sources answer again, so that the next outage is told again. */
export async function endOutage(deps: OutageDeps): Promise<void> {
  if (!(await deps.bell.isRaised(OUTAGE))) return
  if (isOutage(await reachOf('', deps), deps.outagePolicy)) return
  await deps.bell.clear(OUTAGE, { type: 'outage.over', message: 'sources answer again' })
}

/** What is wrong, in words, while nearly nothing can be reached. Without an alarm nobody is counted. */
export async function currentOutage(deps: OutageDeps): Promise<string | undefined> {
  if (!(await deps.bell.isRaised(OUTAGE))) return undefined
  const reach = await reachOf('', deps)
  return isOutage(reach, deps.outagePolicy) ? outageInWords(reach) : undefined
}
