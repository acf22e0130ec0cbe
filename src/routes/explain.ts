import { Hono } from 'hono'
import { classify, nearMisses } from '../classify/classify.ts'
import type { ClassifiableText } from '../classify/fields.ts'
import type { Classifier } from '../classify/rules.ts'
import type { Explanation } from '../contract/trying.ts'
import { Question } from '../domain/question.ts'
import type { RecentEntries } from '../domain/topic-store.ts'
import { plainText } from '../ingest/plain-text.ts'
import { ruledText } from '../ingest/searchable.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'

export interface ExplainRoutesDeps {
  entries: Pick<RecentEntries, 'byUrl'>
  classifier: () => Promise<Classifier>
  maxBytes: number
}

/** Of what was nearly enough, the nearest: one word in common is no near miss. */
const MAX_NEAR = 10

/** What an entry that is not stored says. */
const textOf = ({ title, summary, content, categories, url, language, source }: Question) =>
  ({
    title: title ?? '',
    summary: plainText(summary ?? ''),
    content: plainText(content ?? ''),
    categories: categories ?? [],
    ...(url !== undefined && { url }),
    ...(language !== undefined && { language }),
    ...(source !== undefined && { source }),
  }) satisfies ClassifiableText

const saysSomething = ({ title, summary, content, categories }: Question) =>
  [title, summary, content, categories].some((part) => part !== undefined)

/** Which topics an entry belongs to, why, and what was nearly enough. Fetches nothing. */
export function explainRoutes({ entries, classifier, maxBytes }: ExplainRoutesDeps) {
  return new Hono().post('/', async (c) => {
    const body = await jsonBody(c, Question, maxBytes)
    if (!body.ok) return body.response
    const said = body.value
    const stored = saysSomething(said) ? undefined : await entries.byUrl(said.url ?? '')
    if (!stored && !saysSomething(said))
      return problem(
        c,
        404,
        `No entry with the URL ${said.url ?? ''} is stored, and nothing is fetched here: send its title and content.`,
      )
    const rules = await classifier()
    const asked = stored ? ruledText(stored.content, stored.source) : textOf(said)
    return c.json({
      ...(stored && { entry: { key: stored.key, title: stored.content.title } }),
      topics: classify(rules, asked),
      near: nearMisses(rules, asked).slice(0, MAX_NEAR),
    } satisfies Explanation)
  })
}
