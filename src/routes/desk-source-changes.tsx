import { Hono } from 'hono'
import type { Entered, FormErrors } from '../desk/form.tsx'
import type { ToldPreview } from '../desk/preview.tsx'
import { DeleteSourcePage, EditSourcePage, MoveSourcePage } from '../desk/source-changes.tsx'
import { SOURCE_FIELDS, SOURCE_LABELS } from '../desk/source-fields.tsx'
import { nameOf, pathOf, type ToldSource } from '../desk/source.tsx'
import type { KeptEntriesStore } from '../domain/desk-store.ts'
import type { PollReport } from '../domain/source.ts'
import { formErrors } from './desk-api.ts'
import { entered, field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { reportFlash } from './desk-report.ts'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { patchOf, valuesOf } from './desk-source-form.ts'
import { MOST_COUNTED } from './desk-source-page.tsx'
import { topicTitles } from './desk-topic-titles.ts'

/** So many tell where a source's entries mostly are. */
const LATEST = 500

const MOVE_LABELS = { url: 'New address' }

const statusOf = (errors: FormErrors) => (errors.length > 0 ? 422 : 200)

/** What changes a source for longer: each has a page of its own first. */
export function sourceChangeRoutes({
  kept,
}: {
  kept: Pick<KeptEntriesStore, 'countOf' | 'topicsOf'>
}) {
  const pathIn = (c: DeskContext) => `/api/sources/${encodeURIComponent(c.req.param('slug') ?? '')}`

  /** Asks for the source and answers with a page about it. */
  const about =
    (respond: (c: DeskContext, source: ToldSource) => Response | Promise<Response>) =>
    async (c: DeskContext) => {
      const source = await c.var.api<ToldSource>('GET', pathIn(c))
      return source.ok ? respond(c, source.body) : deskNotFound(c)
    }

  const editPage = (c: DeskContext, source: ToldSource, values: Entered, errors: FormErrors = []) =>
    respondWithDesk(
      c,
      <EditSourcePage {...{ frame: frameOf(c), source, values, errors }} />,
      statusOf(errors),
    )

  async function movePage(
    c: DeskContext,
    source: ToldSource,
    told: { url: string; preview?: ToldPreview; errors?: FormErrors },
  ) {
    const page = { frame: frameOf(c), source, titles: await topicTitles(c), ...told }
    return respondWithDesk(c, <MoveSourcePage {...page} />, statusOf(told.errors ?? []))
  }

  async function deletePage(c: DeskContext, source: ToldSource, errors: FormErrors = []) {
    const [counted, topics, titles] = await Promise.all([
      kept.countOf(source.slug, MOST_COUNTED),
      kept.topicsOf(source.slug, LATEST),
      topicTitles(c),
    ])
    const page = {
      frame: frameOf(c),
      source,
      kept: counted,
      topics,
      latest: LATEST,
      titles,
      errors,
    }
    return respondWithDesk(c, <DeleteSourcePage {...page} />, statusOf(errors))
  }

  return new Hono<DeskEnv>()
    .get(
      '/:slug/edit',
      about((c, source) => editPage(c, source, valuesOf(source))),
    )

    .post(
      '/:slug/edit',
      about(async (c, source) => {
        const { form, api } = c.var
        const answer = await api('PATCH', pathIn(c), { json: patchOf(form, source) })
        return answer.ok
          ? seeOther(c, pathOf(source), { kind: 'done', what: 'Saved.' })
          : editPage(
              c,
              source,
              entered(form, SOURCE_FIELDS),
              formErrors(answer.problem, SOURCE_LABELS),
            )
      }),
    )

    .get(
      '/:slug/move',
      about((c, source) => movePage(c, source, { url: '' })),
    )

    .post(
      '/:slug/move',
      about(async (c, source) => {
        const { form, api } = c.var
        const url = field(form, 'url')
        if (field(form, 'sure') !== 'yes') {
          const path = `/api/preview?url=${encodeURIComponent(url)}`
          const preview = await api<ToldPreview>('GET', path)
          return preview.ok
            ? movePage(c, source, { url, preview: preview.body })
            : movePage(c, source, { url, errors: formErrors(preview.problem, MOVE_LABELS) })
        }
        const moved = await api('PATCH', pathIn(c), { json: { url } })
        if (!moved.ok)
          return movePage(c, source, { url, errors: formErrors(moved.problem, MOVE_LABELS) })
        const polled = await api<PollReport>('POST', `${pathIn(c)}/poll`)
        return seeOther(c, pathOf(source), reportFlash(polled, 'Moved. '))
      }),
    )

    .get(
      '/:slug/delete',
      about((c, source) => deletePage(c, source)),
    )

    .post(
      '/:slug/delete',
      about(async (c, source) => {
        const answer = await c.var.api('DELETE', pathIn(c))
        if (!answer.ok) return deletePage(c, source, formErrors(answer.problem, {}))
        const what = `${nameOf(source)} is polled no more; what it brought stays.`
        return seeOther(c, '/admin/sources', { kind: 'done', what })
      }),
    )
}
