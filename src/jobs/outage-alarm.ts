import type { AlarmStore, SourceStore } from '../domain/store.ts'
import { isOutage, outageInWords, type OutagePolicy, type Reach } from '../poll/outage.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface OutageDeps {
  sources: Pick<SourceStore, 'reach'>
  alarms: AlarmStore
  outagePolicy: OutagePolicy
  now: () => Date
}

const OUTAGE = 'outage'

async function reachOf(except: string, { sources, outagePolicy, now }: OutageDeps): Promise<Reach> {
  const since = new Date(now().getTime() - outagePolicy.windowSeconds * 1000)
  return sources.reach(wholeSeconds(since), except)
}

/** Whether a source could not be reached because nobody can. The first to find that out says so. */
export async function isOutageFor(slug: string, deps: OutageDeps): Promise<boolean> {
  const others = await reachOf(slug, deps)
  const reach = { polled: others.polled + 1, unreachable: others.unreachable + 1 }
  if (!isOutage(reach, deps.outagePolicy)) return false
  if (await deps.alarms.raise(OUTAGE, wholeSeconds(deps.now())))
    console.error('nearly everything fails', { what: outageInWords(reach) })
  return true
}

/** Takes the alarm back once sources answer again, so that the next outage is told again. */
export async function endOutage(deps: OutageDeps): Promise<void> {
  if (!(await deps.alarms.isRaised(OUTAGE))) return
  if (isOutage(await reachOf('', deps), deps.outagePolicy)) return
  await deps.alarms.clear(OUTAGE)
  console.info('sources answer again')
}
