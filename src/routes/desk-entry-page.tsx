import { Hono } from 'hono'
import type { ToldEntry } from '../desk/entry.tsx'
import { DeskEntryPage } from '../desk/entry-page.tsx'
import type { EntryContent } from '../domain/entry.ts'
import type { RevisionStore } from '../domain/revision.ts'
import type { EntryStore, NewsroomStore } from '../domain/store.ts'
import { cleanOwnEntry } from '../ingest/own-entries.ts'
import type { Said } from '../pages/history.tsx'
import { wholeSeconds } from '../web/moment.ts'
import { aboutEntry, entryApi, told } from './desk-entry.tsx'
import { explained, shownIn } from './desk-entry-look.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { respondWithEntry } from './desk-respond.tsx'
import { saidOf } from './plain-words.ts'

export interface EntryPageDeps {
  entries: Pick<EntryStore, 'contents'>
  revisions: RevisionStore
  newsroom: Pick<NewsroomStore, 'current'>
  now: () => Date
}

/** Earlier revisions that are told of; a live blog has hundreds. */
const MAX_REVISIONS = 20

/** A page that says what is not there is kept for a minute, and so by who has just looked at it. */
const RESTORED =
  'Restored: filed by the rules of today. Who saw that it was withdrawn may see that for a minute.'

/** One entry at the desk, and the actions that are a button each. */
export function entryPageRoutes({ entries, revisions, newsroom, now }: EntryPageDeps) {
  const storedOf = async (key: string) => (await entries.contents([key])).get(key)

  /** What it says now, and what it will say when it is shown. */
  async function contentOf({ key, state, own }: ToldEntry): Promise<EntryContent | undefined> {
    const isHeld = state === 'draft' || state === 'scheduled'
    const current = isHeld && own ? await newsroom.current() : undefined
    return own && current ? cleanOwnEntry(own.definition, current.newsroom).content : storedOf(key)
  }

  async function saidBy({
    key,
    revision,
    updated,
    revisions: summaries,
  }: ToldEntry): Promise<Said[]> {
    const [stored, before] = await Promise.all([
      storedOf(key),
      revisions.revisions(key, MAX_REVISIONS),
    ])
    const changedAt = summaries[0]?.changedAt ?? updated
    return stored ? [{ ...stored, revision, changedAt }, ...before].map(saidOf) : []
  }

  async function titleOf(c: DeskContext, source: string | null): Promise<string | undefined> {
    if (source === null) return undefined
    const answer = await c.var.api<{ title?: string }>('GET', `/api/sources/${source}`)
    return answer.ok ? answer.body.title : undefined
  }

  async function leadOf(c: DeskContext, key: string | null) {
    const answer = key === null ? undefined : await c.var.api<ToldEntry>('GET', entryApi(key))
    return answer?.ok ? answer.body : undefined
  }

  async function page(c: DeskContext, entry: ToldEntry) {
    const content = await contentOf(entry)
    if (!content) return deskNotFound(c)
    const { topics: today, near } = await explained(c, content, entry.source)
    const isShown = entry.state === 'shown' || entry.state === 'duplicate'
    const [shown, sourceTitle, lead, said, current] = await Promise.all([
      shownIn(c, content, isShown ? entry.topics : today),
      titleOf(c, entry.source),
      leadOf(c, entry.duplicateOf),
      saidBy(entry),
      newsroom.current(),
    ])
    const props = { frame: frameOf(c), entry, sourceTitle, shown, near, lead, said }
    return respondWithEntry(c, <DeskEntryPage {...props} topics={current?.topics ?? []} />)
  }

  const change = (c: DeskContext, json: object) =>
    c.var.api('PATCH', entryApi(c.req.param('key') ?? ''), { json })

  return new Hono<DeskEnv>()
    .get('/:key', aboutEntry(page))

    .post('/:key/publish', async (c) => {
      const done = await change(c, { draft: null, published: wholeSeconds(now()) })
      return told(c, c.req.param('key'), done, 'Published.')
    })

    .post('/:key/restore', async (c) => {
      const done = await change(c, { withdrawn: null })
      return told(c, c.req.param('key'), done, RESTORED)
    })

    .post('/:key/split', async (c) => {
      const done = await change(c, { duplicateOf: null })
      return told(c, c.req.param('key'), done, 'Split off: it stands for itself.')
    })
}
