import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { DryRun, ShownTopic, TopicsPage } from '../contract/topics.ts'
import { DryRunScope, Listing } from '../domain/listing.ts'
import { unknownGazetteers } from '../domain/newsroom.ts'
import type { Refiling, RefilingStore, StoredTopic, TopicStore } from '../domain/topic-store.ts'
import { Topic } from '../domain/topic.ts'
import { wholeSeconds } from '../web/moment.ts'
import { jsonBody, refused } from './body.ts'
import { problem } from './problem.ts'
import { queryOf } from './query.ts'

export interface TopicRoutesDeps {
  topics: TopicStore
  refiling: Pick<RefilingStore, 'pending'>
  startRefiling: () => Promise<void>
  dryRun: (topic: Topic, maxEntries: number) => Promise<DryRun>
  maxBytes: number
  now: () => Date
}

/** How far the stored entries are filed by a topic's rule; until all are, readers see the old filing. */
function filing(isFiled: boolean, pending: Refiling | undefined): ShownTopic['filing'] {
  if (isFiled) return { state: 'current' }
  const { done, entries, begunAt } = pending?.progress ?? {}
  return begunAt === undefined
    ? { state: 'waiting' }
    : { state: 'refiling', done, entries, begunAt }
}

const shown = (
  { topic, managedBy, isFiled }: StoredTopic,
  pending: Refiling | undefined,
): ShownTopic => ({
  ...topic,
  managedBy,
  filing: filing(isFiled, pending),
})

const noSuchTopic = (c: Context) =>
  problem(c, 404, `There is no topic "${c.req.param('slug')}"; GET /api/topics lists them.`)

/** What was shown may be sent back: what we say of a topic is no part of its definition. */
const topicBody = (slug: string) =>
  v.pipe(
    v.record(v.string(), v.unknown(), 'expected an object with named members'),
    v.transform((shownTopic) => {
      const { managedBy: _managedBy, filing: _filing, ...definition } = shownTopic
      return { slug, ...definition }
    }),
    Topic,
    v.check((topic) => topic.slug === slug, `expected the slug "${slug}", or none`),
  )

/** The topics, as their operator sees and changes them. */
export function topicRoutes(deps: TopicRoutesDeps) {
  const { topics, refiling } = deps

  /** The topic in a request's body, or the answer that says what is wrong with it. */
  async function topicIn(c: Context, slug: string) {
    const body = await jsonBody(c, topicBody(slug), deps.maxBytes)
    if (!body.ok) return body
    const known = (await topics.gazetteers()).map((gazetteer) => gazetteer.slug)
    const unknown = unknownGazetteers([body.value], known)
    const faults = unknown.map(({ path, what }) => ({ where: path.slice(2).join('.'), what }))
    return faults.length === 0 ? body : { ok: false as const, response: refused(c, faults) }
  }

  return new Hono()
    .get('/', async (c) => {
      const query = queryOf(c, Listing)
      if (!query.ok) return query.response
      const { after, limit } = query.value
      const [page, pending] = await Promise.all([topics.page(after, limit), refiling.pending()])
      const shownTopics = page.topics.map((topic) => shown(topic, pending))
      return c.json({ topics: shownTopics, next: page.next } satisfies TopicsPage)
    })

    .get('/:slug', async (c) => {
      const [topic, pending] = await Promise.all([
        topics.bySlug(c.req.param('slug')),
        refiling.pending(),
      ])
      return topic ? c.json(shown(topic, pending)) : noSuchTopic(c)
    })

    .put('/:slug', async (c) => {
      const slug = c.req.param('slug')
      const body = await topicIn(c, slug)
      if (!body.ok) return body.response
      const before = await topics.bySlug(slug)
      if (JSON.stringify(before?.topic) !== JSON.stringify(body.value)) {
        await topics.put(body.value, wholeSeconds(deps.now()))
        await deps.startRefiling()
      }
      const [topic, pending] = await Promise.all([topics.bySlug(slug), refiling.pending()])
      if (!topic) throw new Error(`topic ${slug} was put and is not there`)
      return before
        ? c.json(shown(topic, pending))
        : c.json(shown(topic, pending), 201, { location: `/api/topics/${slug}` })
    })

    .delete('/:slug', async (c) => {
      const isGone = await topics.remove(c.req.param('slug'), wholeSeconds(deps.now()))
      return isGone ? c.body(null, 204) : noSuchTopic(c)
    })

    .post('/:slug/dry-run', async (c) => {
      const query = queryOf(c, DryRunScope)
      if (!query.ok) return query.response
      const body = await topicIn(c, c.req.param('slug'))
      return body.ok ? c.json(await deps.dryRun(body.value, query.value.entries)) : body.response
    })
}
