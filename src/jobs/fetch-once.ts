import type { FetchedOnce } from '../domain/document.ts'
import { pollOutcome } from '../poll/outcome.ts'
import { pollHeaders } from '../poll/request.ts'
import type { PollDeps } from './poll-source.ts'

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
