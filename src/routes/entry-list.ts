import type { Context } from 'hono'
import type { EntriesPage } from '../contract/entries.ts'
import { ALL } from '../domain/expression.ts'
import { parseFeedQuery, printCursor } from '../domain/feed-query.ts'
import { ENTRY_STATES, type ListedEntryStore, type ListQuery } from '../domain/listed-entry.ts'
import type { NewsroomStore } from '../domain/store.ts'
import { namedIn, unknownAmong } from './feed-request.ts'
import { problem } from './problem.ts'

export interface EntryListDeps {
  list: ListedEntryStore['list']
  current: NewsroomStore['current']
}

/** As many as a page of a desk shows, and as many as one request may ask for. */
const LIMITS = { usualEntries: 50, maxEntries: 100 }

/** What can be said of a list in the words of a feed. */
const SAID_AS_OF_A_FEED = ['before', 'lang', 'limit', 'q', 'since', 'source'] as const

type Asked = { query: ListQuery; named: string[] } | { what: string }

/** What a list is asked for, or what is wrong with it, in words. */
function listQuery(given: Record<string, string>): Asked {
  const state = ENTRY_STATES.find((known) => known === (given['state'] ?? 'shown'))
  if (!state) return { what: `"state" must be one of ${ENTRY_STATES.join(', ')}` }
  const own = given['own'] ?? 'false'
  if (own !== 'true' && own !== 'false') return { what: '"own" must be "true" or "false"' }
  const parameters = new URLSearchParams(
    SAID_AS_OF_A_FEED.flatMap((name) => {
      const value = given[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const topic = given['topic'] || ALL
  const parsed = parseFeedQuery(topic, parameters, LIMITS)
  if (parsed.kind === 'broken') return { what: parsed.what }
  const { query } = parsed
  const limit = query.limit ?? LIMITS.usualEntries
  return { query: { ...query, state, isOwn: own === 'true', limit }, named: namedIn(topic, query) }
}

/** `GET /api/entries`: newest first, each with what readers see of it and why. */
export function entryList({ list, current }: EntryListDeps) {
  return async (c: Context) => {
    const asked = listQuery(c.req.query())
    if ('what' in asked) return problem(c, 400, `${asked.what}.`)
    const unknown = unknownAmong(asked.named, (await current())?.topics ?? [])
    if (unknown) {
      const meant = unknown.near.length === 0 ? '' : `: did you mean ${unknown.near.join(' or ')}?`
      return problem(c, 400, `topic: there is no "${unknown.slug}"${meant}`)
    }
    const { entries, next } = await list(asked.query)
    return c.json({ entries, next: next ? printCursor(next) : null } satisfies EntriesPage)
  }
}
