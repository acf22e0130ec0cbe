import type { FetchedDocument } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import { pollOutcome } from '../poll/outcome.ts'
import { pollHeaders } from '../poll/request.ts'
import type { PollDeps } from './poll-source.ts'

/** What came of asking an address for what is there. */
export type FetchedOnce =
  | { kind: 'fetched'; document: FetchedDocument; faults: Fault[] }
  /** Why nothing came, in words. */
  | { kind: 'failed'; what: string }

/** Asks an address that is no source's, or not yet, and remembers nothing of it. */
export async function fetchOnce(
  url: string,
  { fetchDocument, userAgent, now }: Pick<PollDeps, 'fetchDocument' | 'userAgent' | 'now'>,
): Promise<FetchedOnce> {
  const agent = await userAgent()
  const answer = await fetchDocument(url, (at) => pollHeaders(at, null, agent))
  const outcome = pollOutcome(answer, now())
  if (outcome.kind === 'fresh')
    return { kind: 'fetched', document: outcome.document, faults: outcome.faults }
  const what = outcome.kind === 'failed' ? outcome.reason : `the server answered ${outcome.status}`
  return { kind: 'failed', what }
}
