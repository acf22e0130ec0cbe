import type { Flash } from '../desk/frame.tsx'
import { reportInWords } from '../desk/report.tsx'
import type { PollReport } from '../domain/source.ts'
import { type Answer, problemInWords } from './desk-api.ts'

/** What came of a poll, for the page that follows. */
export function reportFlash(polled: Answer<PollReport>, before = ''): Flash {
  if (!polled.ok) return { kind: 'failed', what: before + problemInWords(polled.problem) }
  const { outcome } = polled.body
  const kind = outcome === 'fresh' || outcome === 'not-modified' ? 'done' : 'failed'
  return { kind, what: before + reportInWords(polled.body) }
}
