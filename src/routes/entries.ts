import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { EntryPatch, Withdrawal } from '../domain/entry-patch.ts'
import type { EntryDetails, ListedEntryStore } from '../domain/listed-entry.ts'
import { NewOwnEntry } from '../domain/own-entry.ts'
import type {
  CorrectedOwnEntry,
  CreatedOwnEntry,
  OwnEntryStore,
  StoredOwnEntry,
} from '../domain/own-entry-store.ts'
import type { Standing, StoryStore } from '../domain/story-store.ts'
import { jsonBody, refused } from './body.ts'
import { shownEntry, unseenEntry } from './entry-answer.ts'
import { entryList, type EntryListDeps } from './entry-list.ts'
import { problem } from './problem.ts'

export interface EntryRoutesDeps
  extends
    EntryListDeps,
    Pick<StoryStore, 'standing'>,
    Pick<ListedEntryStore, 'details'>,
    Pick<OwnEntryStore, 'bySlug' | 'forget'> {
  decide: (key: string, duplicateOf: string | null) => Promise<void>
  withdraw: (key: string, because: string | null) => Promise<void>
  restore: (key: string) => Promise<void>
  create: (entry: NewOwnEntry) => Promise<CreatedOwnEntry>
  correct: (slug: string, patch: object, isKnown: boolean) => Promise<CorrectedOwnEntry>
  /** The id an own entry will be shown under. */
  idOf: (own: StoredOwnEntry) => Promise<string>
  maxBytes: number
}

/** Revisions that an answer tells of; a live blog has hundreds. */
const MAX_REVISIONS = 20

/** What is stored under a key: an entry, an own one that nobody has seen yet, or both. */
type Found =
  | {
      kind: 'entry'
      standing: [Standing, ...Standing[]]
      details: EntryDetails
      own: StoredOwnEntry | undefined
    }
  | { kind: 'unseen'; own: StoredOwnEntry }

const noSuchEntry = (c: Context, key: string) => problem(c, 404, `There is no entry "${key}".`)

/** The next `npm run apply` would undo it without a word. */
const writtenInData = (c: Context, key: string) =>
  problem(c, 409, `The entry "${key}" is written in data/entries/${key}.md: change it there.`)

/** The operator's view of entries, and the operator's word on them. */
export function entryRoutes(deps: EntryRoutesDeps) {
  async function find(key: string): Promise<Found | undefined> {
    const [[entry, ...others], details, own] = await Promise.all([
      deps.standing(key),
      deps.details(key, MAX_REVISIONS),
      deps.bySlug(key),
    ])
    if (!entry || !details) return own && { kind: 'unseen', own }
    const isOurs = entry.source === null
    return { kind: 'entry', standing: [entry, ...others], details, own: isOurs ? own : undefined }
  }

  async function respond(c: Context, key: string, status: 200 | 201 = 200) {
    const found = await find(key)
    if (!found) return noSuchEntry(c, key)
    const location = status === 201 ? { location: `/api/entries/${key}` } : {}
    return found.kind === 'entry'
      ? c.json(shownEntry(found.standing, found.details, found.own), status, location)
      : c.json(unseenEntry(found.own, await deps.idOf(found.own)), status, location)
  }

  async function join(c: Context, key: string, duplicateOf: string | null) {
    if (duplicateOf === key)
      return problem(c, 422, 'duplicateOf: an entry is not its own duplicate')
    if (duplicateOf !== null && (await deps.standing(duplicateOf)).length === 0)
      return problem(c, 422, `duplicateOf: there is no entry "${duplicateOf}"`)
    await deps.decide(key, duplicateOf)
    return respond(c, key)
  }

  async function withdraw(
    c: Context,
    { standing: [{ key, withdrawnBecause }], details }: Extract<Found, { kind: 'entry' }>,
    withdrawn: v.InferOutput<typeof Withdrawal> | null,
  ) {
    if (withdrawn) {
      const because = withdrawn.because ?? null
      if (!details.isWithheld || because !== withdrawnBecause) await deps.withdraw(key, because)
    } else if (details.isWithheld) await deps.restore(key)
    else if (details.state === 'withdrawn') {
      const why = withdrawnBecause === null ? '' : `: ${withdrawnBecause}`
      return problem(c, 409, `It was withdrawn by whoever publishes it${why}.`)
    }
    return respond(c, key)
  }

  async function correct(c: Context, key: string, found: Found, patch: object) {
    const isOurs = found.kind === 'unseen' || found.standing[0].source === null
    if (!isOurs)
      return problem(
        c,
        409,
        `The entry "${key}" is not ours, and what others wrote is not rewritten; it can be withdrawn.`,
      )
    if (found.own?.managedBy !== 'api') return writtenInData(c, key)
    const outcome = await deps.correct(key, patch, found.kind === 'entry')
    switch (outcome.kind) {
      case 'corrected':
      case 'unchanged':
        return respond(c, key)
      case 'taken':
        return problem(c, 409, `The entry "${outcome.slug}" has this id already.`, {
          slug: outcome.slug,
        })
      case 'broken':
        return refused(c, outcome.faults)
      default:
        return outcome satisfies never
    }
  }

  /** A reason may stand in the address or in a body, or nowhere. */
  async function reasonIn(c: Context) {
    const isEmpty = c.req.raw.body === null || c.req.header('content-length') === '0'
    if (!isEmpty) return jsonBody(c, Withdrawal, deps.maxBytes)
    const given = v.safeParse(Withdrawal, { because: c.req.query('because') || undefined })
    return given.success
      ? { ok: true as const, value: given.output }
      : {
          ok: false as const,
          response: problem(c, 400, `because: ${given.issues[0].message}.`),
        }
  }

  return new Hono()
    .get('/', entryList(deps))

    .post('/', async (c) => {
      const body = await jsonBody(c, NewOwnEntry, deps.maxBytes)
      if (!body.ok) return body.response
      const outcome = await deps.create(body.value)
      switch (outcome.kind) {
        case 'created':
          return respond(c, outcome.slug, 201)
        case 'there':
          return respond(c, outcome.slug)
        case 'taken':
          return problem(
            c,
            409,
            `The entry "${outcome.slug}" has this ${outcome.member} already, and says something else.`,
            { slug: outcome.slug },
          )
        default:
          return outcome satisfies never
      }
    })

    .get('/:key', (c) => respond(c, c.req.param('key')))

    .patch('/:key', async (c) => {
      const key = c.req.param('key')
      const body = await jsonBody(c, EntryPatch, deps.maxBytes)
      if (!body.ok) return body.response
      const found = await find(key)
      if (!found) return noSuchEntry(c, key)
      const { duplicateOf, withdrawn, correction } = body.value
      if (Object.keys(correction).length > 0) return correct(c, key, found, correction)
      if (duplicateOf === undefined && withdrawn === undefined) return respond(c, key)
      if (found.kind === 'unseen')
        return problem(c, 409, `Nobody has seen the entry "${key}" yet: it is held back already.`)
      if (duplicateOf !== undefined) return join(c, key, duplicateOf)
      return withdraw(c, found, withdrawn ?? null)
    })

    .delete('/:key', async (c) => {
      const key = c.req.param('key')
      const reason = await reasonIn(c)
      if (!reason.ok) return reason.response
      const found = await find(key)
      if (!found) return noSuchEntry(c, key)
      if (found.kind === 'unseen') {
        if (found.own.managedBy === 'data') return writtenInData(c, key)
        // One that was released just now is seen, and withdrawn like any other.
        if (await deps.forget(key)) return c.body(null, 204)
      }
      if (found.kind === 'unseen' || !found.details.isWithheld)
        await deps.withdraw(key, reason.value.because ?? null)
      return c.body(null, 204)
    })
}
