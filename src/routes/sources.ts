import { Hono, type Context } from 'hono'
import { defaultSlug, SourceFile } from '../domain/source-file.ts'
import { sourceState, type PollReport, type Source } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import { wholeSeconds } from '../web/moment.ts'
import { refusalToFetch } from '../web/public-host.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'

export interface SourceRoutesDeps {
  sources: SourceStore
  pollNow: (source: Source) => Promise<PollReport>
  privateHosts: readonly string[]
  ownOrigin: string
  maxBytes: number
  now: () => Date
}

/** A source as its operator sees it: what was said of it, what it says, and how it does. */
function shown(source: Source) {
  const { slug, url, title, homePageUrl, official, language, licence, credit, enrich, feed } =
    source
  return {
    slug,
    url,
    homePageUrl,
    official,
    language,
    licence,
    credit,
    enrich,
    title: title ?? (feed?.title || undefined),
    private: source.private,
    managedBy: source.managedBy,
    /** Its address before it moved, which still finds it. */
    movedFrom: source.firstUrl === url ? undefined : source.firstUrl,
    health: {
      state: sourceState(source),
      polledAt: source.polledAt,
      outcome: source.lastReport?.outcome ?? null,
      status: source.lastReport?.status ?? null,
      failures: source.failures,
      faults: source.lastReport?.faults ?? [],
      nextPollAt: source.nextPollAt,
      because: source.because,
    },
  }
}

const noSuchSource = (c: Context) =>
  problem(c, 404, `There is no source "${c.req.param('slug')}"; GET /api/sources lists them.`)

/** The operator's view of the sources. Nothing is fetched but by `poll`. */
export function sourceRoutes(deps: SourceRoutesDeps) {
  const { sources } = deps

  /** Feeds that differ in their query alone would share a slug: the second is `…-2`. */
  async function freeSlug(wanted: string, number = 1): Promise<string> {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    return (await sources.bySlug(slug)) ? freeSlug(wanted, number + 1) : slug
  }

  return new Hono()
    .get('/', async (c) => c.json({ sources: (await sources.list()).map(shown) }))

    .post('/', async (c) => {
      const body = await jsonBody(c, SourceFile, deps.maxBytes)
      if (!body.ok) return body.response
      const { url, slug: wanted } = body.value
      const refusal = refusalToFetch(new URL(url), deps.privateHosts, deps.ownOrigin)
      if (refusal !== undefined) return problem(c, 422, `url: ${refusal}`)
      const known = (await sources.byUrl(url)) ?? (wanted && (await sources.bySlug(wanted)))
      if (known) {
        const same = known.url === url ? 'URL' : 'slug'
        return problem(c, 409, `The source "${known.slug}" has this ${same} already.`, {
          slug: known.slug,
        })
      }
      const slug = wanted ?? (await freeSlug(defaultSlug(body.value)))
      await sources.add({ ...body.value, slug }, 'api', wholeSeconds(deps.now()))
      const added = await sources.bySlug(slug)
      if (!added) throw new Error(`source ${slug} was added and is not there`)
      return c.json(shown(added), 201, { location: `/api/sources/${slug}` })
    })

    .get('/:slug', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      return source ? c.json(shown(source)) : noSuchSource(c)
    })

    .post('/:slug/poll', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      return source ? c.json(await deps.pollNow(source)) : noSuchSource(c)
    })
}
