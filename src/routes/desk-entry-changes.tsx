import { Hono } from 'hono'
import { entryPath, isOurs, isUnseen, type ToldEntry } from '../desk/entry.tsx'
import { DeleteEntryPage, WithdrawEntryPage } from '../desk/entry-changes.tsx'
import type { FormErrors } from '../desk/form.tsx'
import { type Answer, formErrors } from './desk-api.ts'
import { aboutEntry, entryApi, told } from './desk-entry.tsx'
import { field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { topicTitles } from './desk-topic-titles.ts'

const LABELS = { because: 'Reason' }

const statusOf = (errors: FormErrors) => (errors.length > 0 ? 422 : 200)

/** What takes an entry away: each has a page of its own first. */
export function entryChangeRoutes() {
  async function withdrawPage(c: DeskContext, entry: ToldEntry, errors: FormErrors = []) {
    const { form } = c.var
    const page = {
      frame: frameOf(c),
      entry,
      titles: await topicTitles(c),
      because: field(form, 'because'),
      isAll: field(form, 'all') === 'yes',
      errors,
    }
    return respondWithDesk(c, <WithdrawEntryPage {...page} />, statusOf(errors))
  }

  const deletePage = (c: DeskContext, entry: ToldEntry, errors: FormErrors = []) =>
    respondWithDesk(
      c,
      <DeleteEntryPage {...{ frame: frameOf(c), entry, errors }} />,
      statusOf(errors),
    )

  /** One after the other, until one is refused. */
  async function withdrawn(c: DeskContext, keys: readonly string[]): Promise<Answer<unknown>> {
    const because = field(c.var.form, 'because')
    const json = because === '' ? {} : { because }
    let answer: Answer<unknown> = { ok: true, status: 204, body: {} }
    for (const key of keys) {
      answer = await c.var.api('DELETE', entryApi(key), { json })
      if (!answer.ok) break
    }
    return answer
  }

  return new Hono<DeskEnv>()
    .get(
      '/:key/withdraw',
      aboutEntry((c, entry) => withdrawPage(c, entry)),
    )

    .post(
      '/:key/withdraw',
      aboutEntry(async (c, entry) => {
        const isAll = field(c.var.form, 'all') === 'yes'
        const others = entry.duplicates.filter(({ withdrawnAt }) => withdrawnAt === null)
        // The one that is shown goes last, so that no other is shown for a moment in between.
        const keys = [...(isAll ? others.map(({ key }) => key) : []), entry.key]
        const answer = await withdrawn(c, keys)
        if (!answer.ok) return withdrawPage(c, entry, formErrors(answer.problem, LABELS))
        const what = keys.length === 1 ? 'Withdrawn.' : `All ${keys.length} reports withdrawn.`
        return told(c, entry.key, answer, what)
      }),
    )

    .get(
      '/:key/delete',
      aboutEntry((c, entry) =>
        isOurs(entry) && isUnseen(entry) ? deletePage(c, entry) : withdrawPage(c, entry),
      ),
    )

    .post(
      '/:key/delete',
      aboutEntry(async (c, entry) => {
        // One that was shown meanwhile does not go for good: who asked for that is asked again.
        if (!isUnseen(entry)) return seeOther(c, `${entryPath(entry.key)}/withdraw`)
        const answer = await c.var.api('DELETE', entryApi(entry.key))
        if (!answer.ok) return deletePage(c, entry, formErrors(answer.problem, {}))
        return seeOther(c, '/admin/entries', { kind: 'done', what: 'Deleted.' })
      }),
    )
}
