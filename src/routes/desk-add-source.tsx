import { Hono } from 'hono'
import {
  AddSourcePage,
  ChooseFeedPage,
  PreviewSourcePage,
  type ToldDiscovery,
} from '../desk/add-source.tsx'
import type { FormErrors } from '../desk/form.tsx'
import type { ToldPreview } from '../desk/preview.tsx'
import { SOURCE_FIELDS, SOURCE_LABELS } from '../desk/source-fields.tsx'
import { pathOf, type ToldSource } from '../desk/source.tsx'
import type { PollReport } from '../domain/source.ts'
import { formErrors } from './desk-api.ts'
import { entered, field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { reportFlash } from './desk-report.ts'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { declarationOf } from './desk-source-form.ts'
import { topicTitles } from './desk-topic-titles.ts'

const NEW_SOURCE_FIELDS = ['slug', ...SOURCE_FIELDS]

const IS_ONE_ALREADY = 'Nothing was added: this feed is a source already. Here it is.'

/** From any address to a source that was polled: find, choose, look, save. Nothing is kept before. */
export function addSourceRoutes() {
  const begin = (c: DeskContext, url: string, errors: FormErrors) =>
    respondWithDesk(c, <AddSourcePage {...{ frame: frameOf(c), url, errors }} />, 422)

  /** What the feed would bring, with the form that keeps it. */
  async function preview(c: DeskContext, url: string, errors: FormErrors = []) {
    const path = `/api/preview?url=${encodeURIComponent(url)}`
    const [answer, titles] = await Promise.all([
      c.var.api<ToldPreview>('GET', path),
      topicTitles(c),
    ])
    if (!answer.ok) return begin(c, url, formErrors(answer.problem, { url: 'Address' }))
    const values = entered(c.var.form, NEW_SOURCE_FIELDS)
    const page = { frame: frameOf(c), url, preview: answer.body, titles, values, errors }
    return respondWithDesk(c, <PreviewSourcePage {...page} />, errors.length > 0 ? 422 : 200)
  }

  return new Hono<DeskEnv>()
    .get('/', (c) => respondWithDesk(c, <AddSourcePage frame={frameOf(c)} />))

    .post('/find', async (c) => {
      const url = field(c.var.form, 'url')
      const answer = await c.var.api<ToldDiscovery>('POST', '/api/discover', { json: { url } })
      if (!answer.ok) return begin(c, url, formErrors(answer.problem, { url: 'Address' }))
      const discovery = answer.body
      const [only, ...others] = discovery.feeds
      if (!only)
        return begin(c, url, [{ field: 'url', what: discovery.detail ?? 'No feed was found.' }])
      return others.length === 0
        ? preview(c, only.url)
        : respondWithDesk(c, <ChooseFeedPage {...{ frame: frameOf(c), discovery }} />)
    })

    .post('/preview', (c) => preview(c, field(c.var.form, 'url')))

    .post('/save', async (c) => {
      const json = declarationOf(c.var.form)
      const saved = await c.var.api<ToldSource>('POST', '/api/sources', { json })
      if (!saved.ok) {
        const url = field(c.var.form, 'url')
        const { slug: taken } = saved.problem
        return taken !== undefined && taken !== field(c.var.form, 'slug')
          ? seeOther(c, pathOf({ slug: taken }), { kind: 'failed', what: IS_ONE_ALREADY })
          : preview(c, url, formErrors(saved.problem, { slug: 'Slug', ...SOURCE_LABELS }))
      }
      const { slug } = saved.body
      const polled = await c.var.api<PollReport>('POST', `/api/sources/${slug}/poll`)
      return seeOther(c, pathOf(saved.body), reportFlash(polled, 'Saved. '))
    })
}
