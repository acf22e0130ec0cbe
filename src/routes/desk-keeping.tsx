import { Hono } from 'hono'
import type { AlertTest } from '../contract/seeing.ts'
import { KeepingPage, type ToldProgress } from '../desk/keeping.tsx'
import type { FormErrors } from '../desk/form.tsx'
import type { RetentionPreview, RetentionRules } from '../domain/retention-store.ts'
import { type Answer, problemInWords, told } from './desk-api.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { topicTitles } from './desk-topic-titles.ts'

export interface DeskKeepingDeps {
  rules: () => Promise<RetentionRules>
  /** Why there is no webhook; empty when there is one. */
  noWebhook: string
  /** Of an archive. */
  maxBytes: number
}

const PATH = '/admin/keeping'

const atArchive = (what: string): FormErrors => [{ field: 'archive', label: 'Archive', what }]

const alertInWords = ({ because }: AlertTest) =>
  `Sent, and not taken: ${because ?? 'nobody answered'}. It is tried again.`

/** How long entries are kept, what comes and goes as an archive, and who is woken. */
export function deskKeepingRoutes({ rules, noWebhook, maxBytes }: DeskKeepingDeps) {
  async function page(c: DeskContext, errors: FormErrors = []) {
    const { api } = c.var
    const [said, preview, imports, titles] = await Promise.all([
      rules(),
      told(api<RetentionPreview>('GET', '/api/retention')),
      told(api<ToldProgress>('GET', '/api/import')),
      topicTitles(c),
    ])
    const shown = { frame: frameOf(c), rules: said, preview, importing: imports.import, titles }
    return respondWithDesk(
      c,
      <KeepingPage {...{ ...shown, noWebhook, maxBytes, errors }} />,
      errors.length > 0 ? 422 : 200,
    )
  }

  const done = (c: DeskContext, answer: Answer<unknown>, what: string) =>
    seeOther(
      c,
      PATH,
      answer.ok ? { kind: 'done', what } : { kind: 'failed', what: problemInWords(answer.problem) },
    )

  return new Hono<DeskEnv>()
    .get('/', (c) => page(c))

    .get('/export', (c) => c.var.stream('/api/export'))

    .post('/import', async (c) => {
      const { form, api } = c.var
      const body = form.get('archive')
      if (!(body instanceof Blob) || body.size === 0)
        return page(c, atArchive('Choose the file that an export has made.'))
      const taken = await api<{ lines: number }>('POST', '/api/import', {
        body,
        type: 'application/gzip',
      })
      if (!taken.ok) return page(c, atArchive(problemInWords(taken.problem)))
      return done(c, taken, `Imported: the newsroom is here, ${taken.body.lines} lines of it.`)
    })

    .post('/abandon', async (c) =>
      done(c, await c.var.api('DELETE', '/api/import'), 'Given up: the newsroom is empty.'),
    )

    .post('/test-alert', async (c) => {
      const answer = await c.var.api<AlertTest>('POST', '/api/alerts/test')
      const isLate = answer.ok && !answer.body.delivered
      return isLate
        ? seeOther(c, PATH, { kind: 'failed', what: alertInWords(answer.body) })
        : done(c, answer, 'Sent, and taken.')
    })
}
