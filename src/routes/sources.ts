import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { ShownSource, SourcesPage } from '../contract/sources.ts'
import { SourceListing } from '../domain/listing.ts'
import { defaultSlug, freeSlug, SourceFile, SourcePatch } from '../domain/source-file.ts'
import { sourceState, type PollReport, type Source, type SourceSettings } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import { wholeSeconds } from '../web/moment.ts'
import { refusalToFetch } from '../web/public-host.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'
import { queryOf } from './query.ts'

export interface SourceRoutesDeps {
  sources: SourceStore
  pollNow: (source: Source) => Promise<PollReport>
  privateHosts: readonly string[]
  ownOrigin: string
  maxBytes: number
  now: () => Date
}

/** A source as its operator sees it: what was said of it, what it says, and how it does. */
function shown(source: Source): ShownSource {
  const { slug, url, title, homePageUrl, official, language, licence, credit, enrich, keep, feed } =
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
    keep,
    title: title ?? (feed?.title || undefined),
    private: source.private,
    paused: source.paused,
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

/** The next `npm run apply` would undo it without a word. */
const listedInData = (c: Context, { slug }: Source) =>
  problem(c, 409, `The source "${slug}" is listed in data/sources.json: change it there.`)

/** What its operator says of a source once a patch is applied (RFC 7396): null takes a member away. */
function patched(source: Source, patch: v.InferOutput<typeof SourcePatch>): SourceSettings {
  const members = Object.entries({ ...source, ...patch })
  const kept = Object.fromEntries(
    members.filter(([name, value]) => name in SourceFile.entries && value !== null),
  )
  return { ...v.parse(SourceFile, kept), slug: source.slug }
}

/** The operator's view of the sources. Nothing is fetched but by `poll`. */
export function sourceRoutes(deps: SourceRoutesDeps) {
  const { sources } = deps

  async function freeSlugFor(source: { url: string; private?: boolean | undefined }) {
    const slug = defaultSlug(source)
    return freeSlug(slug, source.url, await sources.slugsLike(slug))
  }

  return new Hono()
    .get('/', async (c) => {
      const query = queryOf(c, SourceListing)
      if (!query.ok) return query.response
      const page = await sources.page(query.value)
      return c.json({ sources: page.sources.map(shown), next: page.next } satisfies SourcesPage)
    })

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
      const slug = wanted ?? (await freeSlugFor(body.value))
      await sources.add([{ ...body.value, slug }], 'api', wholeSeconds(deps.now()))
      const added = await sources.bySlug(slug)
      if (!added) throw new Error(`source ${slug} was added and is not there`)
      return c.json(shown(added), 201, { location: `/api/sources/${slug}` })
    })

    .get('/:slug', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      return source ? c.json(shown(source)) : noSuchSource(c)
    })

    .patch('/:slug', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      if (!source) return noSuchSource(c)
      if (source.managedBy === 'data') return listedInData(c, source)
      const body = await jsonBody(c, SourcePatch, deps.maxBytes)
      if (!body.ok) return body.response
      const settings = patched(source, body.value)
      const refusal = refusalToFetch(new URL(settings.url), deps.privateHosts, deps.ownOrigin)
      if (refusal !== undefined) return problem(c, 422, `url: ${refusal}`)
      const owner = await sources.byUrl(settings.url)
      if (owner && owner.slug !== source.slug)
        return problem(c, 409, `The source "${owner.slug}" has this URL already.`, {
          slug: owner.slug,
        })
      await sources.update(settings, wholeSeconds(deps.now()))
      const changed = await sources.bySlug(source.slug)
      return changed ? c.json(shown(changed)) : noSuchSource(c)
    })

    .delete('/:slug', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      if (!source) return noSuchSource(c)
      if (source.managedBy === 'data') return listedInData(c, source)
      await sources.retire(source.slug, 'its operator removed it', wholeSeconds(deps.now()))
      return c.body(null, 204)
    })

    .post('/:slug/poll', async (c) => {
      const source = await sources.bySlug(c.req.param('slug'))
      return source ? c.json(await deps.pollNow(source)) : noSuchSource(c)
    })
}
