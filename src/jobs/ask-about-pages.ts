import {
  type ContentAnswer,
  contentApiUrl,
  readContentItem,
  readContentStatus,
} from '../ingest/govuk-content.ts'
import { type Answer, pollOutcome } from '../poll/outcome.ts'

export interface AskDeps {
  fetchDocument: (
    url: string,
    headersFor: (url: string) => Record<string, string>,
  ) => Promise<Answer>
  userAgent: () => Promise<string>
  now: () => Date
}

/** The page of an entry. */
interface Page {
  key: string
  url: string | undefined
}

/** A server that cannot answer this often is left alone until the next poll. */
const MOST_FAILURES = 2

/**
 * Asks the Content API about pages, one after the other, until all are asked or the server has had
 * enough.
 *
 * @returns by the key of the entry; nothing for those that were not asked about.
 */
export async function askAboutPages(
  pages: readonly Page[],
  deps: AskDeps,
): Promise<Map<string, ContentAnswer>> {
  const answers = new Map<string, ContentAnswer>()
  if (pages.length === 0) return answers
  const agent = await deps.userAgent()
  let failures = 0
  for (const { key, url } of pages) {
    const apiUrl = contentApiUrl(url)
    if (apiUrl === undefined) continue
    const { answer, isEnough } = await ask(apiUrl, agent, deps)
    answers.set(key, answer)
    if (answer.kind === 'failed') failures += 1
    if (isEnough || failures >= MOST_FAILURES) break
  }
  return answers
}

async function ask(
  url: string,
  agent: string,
  { fetchDocument, now }: AskDeps,
): Promise<{ answer: ContentAnswer; isEnough: boolean }> {
  const headers = { 'user-agent': agent, accept: 'application/json' }
  const outcome = pollOutcome(await fetchDocument(url, () => headers), now())
  const { status } = outcome
  if (outcome.kind === 'fresh') {
    // RFC 8259 §8.1: JSON between systems is UTF-8.
    const json = new TextDecoder().decode(outcome.document.body)
    return { answer: readContentItem(json, url, outcome.document.url), isEnough: false }
  }
  const reason = outcome.kind === 'failed' ? outcome.reason : `it answered ${status}`
  // RFC 6585 §4, RFC 9110 §15.6.4.
  return { answer: readContentStatus(status, reason), isEnough: status === 429 || status === 503 }
}
