import type { LogLine } from '../domain/log.ts'
import type { PollReport, SourceSettings } from '../domain/source.ts'
import { duration } from './duration.ts'

/** What a poll brought, in a few words. A private source's faults may name its host, so they are not told. */
function broughtInWords(report: PollReport, isPrivate: boolean): string {
  const { outcome, status, added, changed, duplicate, faults } = report
  switch (outcome) {
    case 'fresh': {
      const counts = [
        [added, 'new'],
        [changed, 'changed'],
        [duplicate, 'told before'],
        [faults.length, faults.length === 1 ? 'fault' : 'faults'],
      ] as const
      const some = counts.filter(([count]) => count > 0).map((count) => count.join(' '))
      return some.length > 0 ? some.join(', ') : 'nothing new'
    }
    case 'not-modified':
      return 'nothing new (304)'
    case 'gone':
      return 'gone'
    case 'failed': {
      const reason = isPrivate ? undefined : faults.find(({ where }) => where === 'source')?.what
      if (reason !== undefined) return `failed: ${reason}`
      return status === null ? 'failed' : `failed (${status})`
    }
    default:
      return outcome satisfies never
  }
}

/** One poll as a line: "poll guardian: 3 new, 1 changed, next in 15 minutes (…)". */
export function pollLine(
  { slug, private: isPrivate = false }: Pick<SourceSettings, 'slug' | 'private'>,
  report: PollReport,
  polledAt: string,
  milliseconds: number,
): LogLine {
  const { outcome, status, added, changed, unchanged, duplicate, faults, nextPollAt, because } =
    report
  const seconds = (Date.parse(nextPollAt) - Date.parse(polledAt)) / 1000
  const [why = because] = because.split(': ')
  return {
    message: `poll ${slug}: ${broughtInWords(report, isPrivate)}, next in ${duration(seconds)} (${why})`,
    kind: 'poll',
    level: outcome === 'fresh' || outcome === 'not-modified' ? 'info' : 'warn',
    source: slug,
    outcome,
    status,
    added,
    changed,
    unchanged,
    duplicate,
    faults: faults.length,
    nextPollAt,
    because,
    milliseconds,
  }
}

/** A poll that was due and not made, since its host wants to be left alone. */
export function putOffLine(slug: string, until: string, because: string): LogLine {
  return {
    message: `poll ${slug}: put off (${because})`,
    kind: 'poll',
    level: 'info',
    source: slug,
    outcome: null,
    nextPollAt: until,
    because,
  }
}
