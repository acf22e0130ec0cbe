import { Hono } from 'hono'
import { STATE_CHOICES } from '../desk/entry.tsx'
import { EntryListPage, LIST_FIELDS } from '../desk/entry-list.tsx'
import type { Entered } from '../desk/form.tsx'
import type { ListedEntry } from '../domain/listed-entry.ts'
import { formErrors } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'
import { topicTitles } from './desk-topic-titles.ts'

/** What the API is asked for; what was left empty is not said. */
function asked(wanted: Entered, before: string): string {
  const query = new URLSearchParams()
  for (const name of LIST_FIELDS) {
    const value = wanted[name]
    if (value) query.set(name, name === 'own' ? 'true' : value)
  }
  if (before) query.set('before', before)
  return `/api/entries?${query.toString()}`
}

/** The desk's list of entries. */
export const entryListRoutes = () =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const { before = '', ...given } = c.req.query()
    const [state] = STATE_CHOICES.find(([each]) => each === given['state']) ?? ['shown' as const]
    const wanted = { ...given, state }
    const [answer, titles] = await Promise.all([
      c.var.api<{ entries: ListedEntry[]; next: string | null }>('GET', asked(wanted, before)),
      topicTitles(c),
    ])
    const { entries, next } = answer.ok ? answer.body : { entries: [], next: null }
    const errors = answer.ok ? [] : formErrors(answer.problem, {})
    return respondWithDesk(
      c,
      <EntryListPage
        {...{ frame: frameOf(c), entries, titles, wanted, state, next, errors }}
        isFirst={before === ''}
      />,
      answer.ok ? 200 : 422,
    )
  })
