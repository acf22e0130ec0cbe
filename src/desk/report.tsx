import type { PollReport, RememberedPoll } from '../domain/source.ts'
import { Moment } from '../pages/moment.tsx'

const OUTCOMES: Record<PollReport['outcome'], string> = {
  fresh: 'read',
  'not-modified': 'nothing new (304)',
  gone: 'gone (410)',
  failed: 'failed',
}

const COUNTS = ['added', 'changed', 'unchanged', 'duplicate'] as const

/** What a poll brought, in a sentence. */
export function reportInWords(report: PollReport): string {
  const { outcome, faults } = report
  const [first] = faults
  switch (outcome) {
    case 'fresh': {
      const counts = COUNTS.filter((name) => report[name] > 0).map(
        (name) => `${report[name]} ${name}`,
      )
      return `Polled: ${counts.join(', ') || 'no entries'}.`
    }
    case 'not-modified':
      return 'Polled: nothing has changed since the last time.'
    case 'gone':
    case 'failed':
      return `Polled, in vain: ${first?.what ?? 'no feed came'}.`
    default:
      return outcome satisfies never
  }
}

/** The last polls of a source, the newest first. */
export function PollHistory({ polls }: { polls: readonly RememberedPoll[] }) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label="The last polls">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What came of it</th>
            {COUNTS.map((name) => (
              <th scope="col">{name}</th>
            ))}
            <th scope="col">faults</th>
            <th scope="col">Why next when it was</th>
          </tr>
        </thead>
        <tbody>
          {polls.map((poll) => (
            <tr>
              <td>
                <Moment at={poll.at} language="en" />
              </td>
              <td>
                <span class={`badge ${poll.outcome}`}>{OUTCOMES[poll.outcome]}</span>
              </td>
              {COUNTS.map((name) => (
                <td class="number">{poll[name]}</td>
              ))}
              <td class="number">{poll.faults}</td>
              <td>{poll.because}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
