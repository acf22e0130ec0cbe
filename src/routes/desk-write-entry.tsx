import { Hono } from 'hono'
import { entryPath, isOurs, isUnseen, type ToldEntry } from '../desk/entry.tsx'
import { ENTRY_FIELDS, ENTRY_LABELS, patchOf, saidIn, valuesOf } from '../desk/entry-fields.ts'
import type { Entered, FormErrors } from '../desk/form.tsx'
import type { Flash } from '../desk/frame.tsx'
import { WriteEntryPage, type WriteEntryProps } from '../desk/write-entry.tsx'
import type { EntryState } from '../domain/listed-entry.ts'
import type { OwnEntry } from '../domain/own-entry.ts'
import type { NewsroomStore } from '../domain/store.ts'
import { canonicalJson } from '../web/canonical-json.ts'
import { sha256 } from '../web/digest.ts'
import { mergePatch } from '../web/merge-patch.ts'
import { wholeSeconds } from '../web/moment.ts'
import { formErrors, type Problem } from './desk-api.ts'
import { previewOf } from './desk-entry-look.ts'
import { aboutEntry, entryApi } from './desk-entry.tsx'
import { entered, field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithEntry, seeOther } from './desk-respond.tsx'

export interface WriteEntryDeps {
  newsroom: Pick<NewsroomStore, 'current'>
  now: () => Date
}

/** A browser sends lines with CR LF; the text is kept as it would stand in a file. */
function written(form: FormData, name: string): string {
  const text = form.get(name)
  return typeof text === 'string' ? text.replaceAll('\r\n', '\n') : ''
}

/** All that was entered; the text as it is, for an indent at its beginning means something. */
const enteredEntry = (form: FormData): Entered => ({
  ...Object.fromEntries(
    Object.entries(entered(form, ENTRY_FIELDS)).map(([name, text]) => [
      name,
      text?.replaceAll('\r\n', '\n'),
    ]),
  ),
  markdown: written(form, 'markdown'),
})

const SAVED: Record<EntryState, string> = {
  shown: 'Saved: it is shown.',
  duplicate: 'Saved: it tells the same as another, which is shown for both.',
  draft: 'Saved as a draft: nobody sees it.',
  scheduled: 'Saved: held back until its time.',
  withdrawn: 'Saved: it stays withdrawn.',
}

const savedFlash = ({ state }: ToldEntry): Flash => ({ kind: 'done', what: SAVED[state] })

/** A slug that is taken is told by its status alone. */
const errorsOf = (problem: Problem, status: number): FormErrors =>
  status === 409 && problem.slug !== undefined
    ? [{ field: 'slug', label: ENTRY_LABELS.slug, what: problem.detail ?? problem.title }]
    : formErrors(problem, ENTRY_LABELS)

/** A name for what an entry said when a form was made of it. */
const nameOf = (own: OwnEntry): string => sha256(canonicalJson(own)).slice(0, 16)

const CHANGED_MEANWHILE =
  'It was changed meanwhile, by somebody else or in another window. Look at it first; saved again, this is written over it.'

/** Writing an entry of the operator's own, and correcting one; both are looked at before they are saved. */
function writing({ newsroom, now }: WriteEntryDeps) {
  async function preview(c: DeskContext, said: Record<string, unknown>) {
    const current = await newsroom.current()
    if (!current) return undefined
    const made = await previewOf(c, said, current.newsroom, wholeSeconds(now()))
    return { ...made, isAskedFor: field(c.var.form, 'do') === 'preview' }
  }

  return {
    now: () => wholeSeconds(now()),
    isToBeSaved: (c: DeskContext) => field(c.var.form, 'do') === 'save',

    /** What is there, with what it looks like. */
    async page(
      c: DeskContext,
      told: Pick<WriteEntryProps, 'values' | 'corrected'>,
      said?: Record<string, unknown>,
    ) {
      const props = { ...told, frame: frameOf(c), isUnsaved: false, now: this.now() }
      const look = said && (await preview(c, said))
      return respondWithEntry(c, <WriteEntryPage {...props} preview={look} />)
    },

    /** What was written, not saved: with what it would look like, and what is wrong with it. */
    async again(
      c: DeskContext,
      told: Pick<WriteEntryProps, 'values' | 'corrected'>,
      said: Record<string, unknown>,
      errors: FormErrors = [],
    ) {
      const props = { ...told, errors, frame: frameOf(c), isUnsaved: true, now: this.now() }
      const page = <WriteEntryPage {...props} preview={await preview(c, said)} />
      return respondWithEntry(c, page, errors.length > 0 ? 422 : 200)
    },
  }
}

/** From an empty page to an entry. */
export function writeEntryRoutes(deps: WriteEntryDeps) {
  const desk = writing(deps)
  return new Hono<DeskEnv>()
    .get('/', (c) => desk.page(c, { values: {} }))

    .post('/', async (c) => {
      const values = enteredEntry(c.var.form)
      const said = saidIn(values)
      const json = { ...said, published: said.published ?? desk.now() }
      if (!desk.isToBeSaved(c)) return desk.again(c, { values }, json)
      const saved = await c.var.api<ToldEntry>('POST', '/api/entries', { json })
      return saved.ok
        ? seeOther(c, entryPath(saved.body.key), savedFlash(saved.body))
        : desk.again(c, { values }, json, errorsOf(saved.problem, saved.status))
    })
}

/** Correcting one that is there. */
export function correctEntryRoutes(deps: WriteEntryDeps) {
  const desk = writing(deps)

  /** Asks for the entry, and turns away who may not correct it here. */
  const ofOurs = (
    respond: (c: DeskContext, entry: ToldEntry, own: OwnEntry) => Response | Promise<Response>,
  ) =>
    aboutEntry((c, entry) => {
      if (entry.own && isOurs(entry)) return respond(c, entry, entry.own.definition)
      const what = 'It is not corrected here.'
      return seeOther(c, entryPath(entry.key), { kind: 'failed', what })
    })

  return new Hono<DeskEnv>()
    .get(
      '/:key/edit',
      ofOurs((c, entry, own) => {
        const isBegun = entry.state === 'draft' && isUnseen(entry)
        const values = valuesOf(own, isBegun, desk.now())
        return desk.page(c, { values, corrected: { entry, before: nameOf(own) } }, { ...own })
      }),
    )

    .post(
      '/:key/edit',
      ofOurs(async (c, entry, own) => {
        const { form, api } = c.var
        const values = enteredEntry(form)
        const patch = patchOf(values, own)
        const isNow = isUnseen(entry) && patch.draft === null
        const json = { ...patch, published: patch.published ?? (isNow ? desk.now() : undefined) }
        const said = { ...Object(mergePatch(own, json)) }
        const corrected = { entry, before: nameOf(own) }
        if (!desk.isToBeSaved(c)) {
          const before = field(form, 'before')
          return desk.again(c, { values, corrected: { entry, before } }, said)
        }
        if (field(form, 'before') !== corrected.before)
          return desk.again(c, { values, corrected }, said, [{ what: CHANGED_MEANWHILE }])
        const saved = await api<ToldEntry>('PATCH', entryApi(entry.key), { json })
        return saved.ok
          ? seeOther(c, entryPath(entry.key), savedFlash(saved.body))
          : desk.again(c, { values, corrected }, said, errorsOf(saved.problem, saved.status))
      }),
    )
}
