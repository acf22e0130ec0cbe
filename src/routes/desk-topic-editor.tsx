import { Hono } from 'hono'
import * as v from 'valibot'
import type { FormErrors } from '../desk/form.tsx'
import { type Draft, TopicEditorPage } from '../desk/topic-editor.tsx'
import { topicValues } from '../desk/topic-values.ts'
import { definitionOf, filingInWords, topicPath, type ToldTopic } from '../desk/topic.tsx'
import type { ToldDryRun } from '../desk/tried.tsx'
import { Slug } from '../domain/own-text.ts'
import { type Problem, problemInWords } from './desk-api.ts'
import { otherwise, sentDraft, type SentDraft, writeJson } from './desk-draft.ts'
import { field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'

/** So many entries are read while one types; all that a dry run may read, when one asks. */
const GLANCE = 200

/** What an empty form begins with: groups have names, and one find in a title is to be enough. */
const BLANK = { 'groups.0.name': 'words', 'groups.0.weight': '1' }

interface Shown {
  draft: Draft
  topic?: ToldTopic | undefined
  dryRun?: ToldDryRun
  errors?: FormErrors
}

const show = (c: DeskContext, shown: Shown) =>
  respondWithDesk(
    c,
    <TopicEditorPage frame={frameOf(c)} {...shown} />,
    shown.errors && shown.errors.length > 0 ? 422 : 200,
  )

const errorsIn = (problem: Problem, sent: SentDraft): FormErrors =>
  problem.faults.length > 0 ? sent.placed(problem.faults) : [{ what: problemInWords(problem) }]

/** The name a new topic is to have; what is wrong with it is told before anything is asked. */
async function freeSlug(c: DeskContext, slug: string): Promise<FormErrors> {
  const at = (what: string) => [{ field: 'slug', label: 'Slug', what }]
  const named = v.safeParse(Slug, slug)
  if (!named.success) return at(named.issues[0].message)
  const taken = await c.var.api<ToldTopic>('GET', `/api/topics/${slug}`)
  return taken.ok ? at(`expected another slug: “${taken.body.title}” has this one`) : []
}

async function tried(c: DeskContext, sent: SentDraft, topic: ToldTopic | undefined) {
  const { draft, definition } = sent
  const entries = field(c.var.form, 'do') === 'glance' ? `?entries=${GLANCE}` : ''
  // A topic that is not one yet can be tried before it has a name.
  const slug = topic?.slug ?? (v.is(Slug, sent.slug) ? sent.slug : 'new')
  const path = `/api/topics/${slug}/dry-run${entries}`
  const answer = await c.var.api<ToldDryRun>('POST', path, { json: definition })
  return answer.ok
    ? show(c, { draft, topic, dryRun: answer.body })
    : show(c, { draft, topic, errors: errorsIn(answer.problem, sent) })
}

async function saved(c: DeskContext, sent: SentDraft, topic: ToldTopic | undefined) {
  const { draft, definition } = sent
  const wrong = topic ? [] : await freeSlug(c, sent.slug)
  if (wrong.length > 0) return show(c, { draft, topic, errors: wrong })
  const slug = topic?.slug ?? sent.slug
  const answer = await c.var.api<ToldTopic>('PUT', `/api/topics/${slug}`, { json: definition })
  if (!answer.ok) return show(c, { draft, topic, errors: errorsIn(answer.problem, sent) })
  const what = `Saved. ${filingInWords(answer.body.filing)}`
  return seeOther(c, topicPath({ slug }), { kind: 'done', what })
}

/** What is to be done with what was sent. */
async function done(c: DeskContext, topic?: ToldTopic) {
  const { form } = c.var
  const sent = sentDraft(form)
  const { draft, errors } = sent
  const wanted = field(form, 'do')
  if (wanted === 'as-json' || wanted === 'as-form') {
    const other = otherwise(sent)
    return 'as' in other
      ? show(c, { draft: other, topic })
      : show(c, { draft, topic, errors: other })
  }
  if (errors.length > 0) return show(c, { draft, topic, errors })
  return wanted === 'save' ? saved(c, sent, topic) : tried(c, sent, topic)
}

/** From a rule to what it would do, and only then to a rule that holds. */
export function topicEditorRoutes() {
  const about =
    (respond: (c: DeskContext, topic: ToldTopic) => Promise<Response>) =>
    async (c: DeskContext) => {
      const slug = encodeURIComponent(c.req.param('slug') ?? '')
      const topic = await c.var.api<ToldTopic>('GET', `/api/topics/${slug}`)
      return topic.ok ? respond(c, topic.body) : deskNotFound(c)
    }

  return new Hono<DeskEnv>()
    .get('/add-topic', (c) => show(c, { draft: { as: 'form', values: BLANK } }))
    .post('/add-topic', (c) => done(c))
    .get(
      '/topics/:slug/edit',
      about((c, topic) => {
        const { slug } = topic
        const draft: Draft =
          c.req.query('as') === 'json'
            ? { as: 'json', slug, json: writeJson(definitionOf(topic)) }
            : { as: 'form', values: topicValues(definitionOf(topic)) }
        return show(c, { draft, topic })
      }),
    )
    .post('/topics/:slug/edit', about(done))
}
