import { Hono } from 'hono'
import type { ToldEntry } from '../desk/entry.tsx'
import type { FormErrors } from '../desk/form.tsx'
import { type Candidate, JoinEntryPage } from '../desk/join-entry.tsx'
import type { ListedEntry } from '../domain/listed-entry.ts'
import type { EntryStore } from '../domain/store.ts'
import { formErrors } from './desk-api.ts'
import { aboutEntry, entryApi, told } from './desk-entry.tsx'
import { field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'
import { excerptOf } from './plain-words.ts'

export interface JoinEntryDeps {
  entries: Pick<EntryStore, 'contents'>
  siteUrl: string
}

/** As many as a person looks through; who wants others adds a word. */
const MOST_FOUND = 20

const LABELS = { q: 'Words' }

type Found = { found: readonly Candidate[]; errors?: FormErrors }

/** Joining two reports of one story: find the other, look at both, say which is shown. */
export function joinEntryRoutes({ entries, siteUrl }: JoinEntryDeps) {
  /** Of an address of ours, public or of the desk. */
  function keyIn(url: URL): string | undefined {
    if (url.origin !== new URL(siteUrl).origin) return undefined
    return /^(?:\/admin)?\/entries\/([a-z0-9-]+)/.exec(url.pathname)?.[1]
  }

  async function keyAt(c: DeskContext, url: URL): Promise<string | undefined> {
    const ours = keyIn(url)
    if (ours !== undefined) return ours
    const json = { url: url.href }
    const answer = await c.var.api<{ entry?: { key: string } }>('POST', '/api/explain', { json })
    return answer.ok ? answer.body.entry?.key : undefined
  }

  async function candidate(c: DeskContext, key: string | undefined) {
    if (!key) return undefined
    const answer = await c.var.api<ToldEntry>('GET', entryApi(key))
    return answer.ok ? answer.body : undefined
  }

  async function search(c: DeskContext, q: string, itself: string): Promise<Found> {
    if (q === '') return { found: [] }
    const url = /^https?:/i.test(q) ? URL.parse(q) : null
    if (url) {
      const there = await candidate(c, await keyAt(c, url))
      return { found: there && there.key !== itself ? [there] : [] }
    }
    const query = new URLSearchParams({ q, limit: String(MOST_FOUND) })
    const answer = await c.var.api<{ entries: ListedEntry[] }>(
      'GET',
      `/api/entries?${query.toString()}`,
    )
    return answer.ok
      ? { found: answer.body.entries.filter(({ key }) => key !== itself) }
      : {
          found: [],
          errors: formErrors(answer.problem, LABELS).map(({ what }) => ({ field: 'q', what })),
        }
  }

  async function page(c: DeskContext, entry: ToldEntry) {
    const q = (c.req.query('q') ?? '').trim()
    const [searched, other] = await Promise.all([
      search(c, q, entry.key),
      candidate(c, c.req.query('with')),
    ])
    const isAnother = other !== undefined && other.key !== entry.key
    const keys = [entry.key, ...(isAnother ? [other.key] : [])]
    const contents = await entries.contents(keys)
    const begins = (key: string) => {
      const content = contents.get(key)
      return content ? excerptOf(content) : ''
    }
    const props = {
      frame: frameOf(c),
      entry,
      excerpt: begins(entry.key),
      q,
      ...searched,
      ...(isAnother && { other: { entry: other, excerpt: begins(other.key) } }),
    }
    return respondWithDesk(c, <JoinEntryPage {...props} />, searched.errors ? 422 : 200)
  }

  return new Hono<DeskEnv>()
    .get('/:key/join', aboutEntry(page))

    .post('/:key/join', async (c) => {
      const { form, api } = c.var
      const [duplicate, shown] = [field(form, 'duplicate'), field(form, 'of')]
      const joined = await api('PATCH', entryApi(duplicate), { json: { duplicateOf: shown } })
      const at = joined.ok ? shown : c.req.param('key')
      return told(c, at, joined, 'Joined: this one is shown for both.')
    })
}
