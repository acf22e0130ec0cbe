import { Hono } from 'hono'
import { ImportReportPage, OpmlPage, type ToldImport } from '../desk/opml.tsx'
import { formErrors } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

/** The list that was sent: the file if there is one, and else the text, byte for byte. */
function sentList(form: FormData): { body: Blob | string; type: string } | undefined {
  const [file, text] = [form.get('file'), form.get('text')]
  // Its own encoding declaration holds: what a browser guesses of a file says nothing of that.
  if (file instanceof Blob && file.size > 0) return { body: file, type: 'application/xml' }
  return typeof text === 'string' && text.trim() !== ''
    ? { body: text, type: 'application/xml; charset=utf-8' }
    : undefined
}

/** Lists of subscriptions: their import with a report by line, and where they are exported. */
export const deskOpmlRoutes = () =>
  new Hono<DeskEnv>()
    .get('/', (c) => respondWithDesk(c, <OpmlPage frame={frameOf(c)} />))

    .post('/', async (c) => {
      const { form, api } = c.var
      const list = sentList(form)
      const text = typeof list?.body === 'string' ? list.body : ''
      const field = text === '' ? 'file' : 'text'
      if (!list) {
        const errors = [{ field, what: 'Choose a file, or paste the text of a list.' }]
        return respondWithDesk(c, <OpmlPage {...{ frame: frameOf(c), errors }} />, 422)
      }
      const answer = await api<ToldImport>('POST', '/api/opml', list)
      if (answer.ok)
        return respondWithDesk(c, <ImportReportPage frame={frameOf(c)} report={answer.body} />)
      const errors = formErrors(answer.problem, {}).map(({ what }) => ({ field, what }))
      return respondWithDesk(c, <OpmlPage {...{ frame: frameOf(c), text, errors }} />, 422)
    })
