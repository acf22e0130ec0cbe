import { Hono } from 'hono'
import type { Entered, FormErrors } from '../desk/form.tsx'
import { readList } from '../desk/term-line.ts'
import { type ToldExplanation, WHY_LABELS, WhyPage } from '../desk/why.tsx'
import { formErrors } from './desk-api.ts'
import { entered } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'
import { topicTitles } from './desk-topic-titles.ts'

const NAMES = Object.keys(WHY_LABELS)

/** What the API is asked: what was left empty is not said. */
function questionOf(values: Entered): object {
  const said = Object.entries(values).filter(([, value]) => value)
  const categories = readList(values['categories'] ?? '')
  return { ...Object.fromEntries(said), ...(categories.length > 0 && { categories }) }
}

/** Asks why an entry is where it is; by its address with a link, by its text with a form. */
export function whyRoutes() {
  async function page(
    c: DeskContext,
    told: { values?: Entered; explanation?: ToldExplanation; errors?: FormErrors } = {},
  ) {
    const { errors = [] } = told
    const shown = { frame: frameOf(c), titles: await topicTitles(c), ...told }
    return respondWithDesk(c, <WhyPage {...shown} />, errors.length > 0 ? 422 : 200)
  }

  async function explained(c: DeskContext, values: Entered) {
    const json = questionOf(values)
    const answer = await c.var.api<ToldExplanation>('POST', '/api/explain', { json })
    if (answer.ok) return page(c, { values, explanation: answer.body })
    // In one sentence the API speaks of the address: nothing else can be missing.
    const errors =
      answer.status === 404
        ? [{ field: 'url', label: WHY_LABELS.url, what: answer.problem.detail ?? '' }]
        : formErrors(answer.problem, WHY_LABELS)
    return page(c, { values, errors })
  }

  return new Hono<DeskEnv>()
    .get('/', (c) => {
      const url = c.req.query('url')?.trim()
      return url === undefined ? page(c) : explained(c, { url })
    })
    .post('/', (c) => explained(c, entered(c.var.form, NAMES)))
}
