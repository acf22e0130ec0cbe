import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { ALL } from '../domain/expression.ts'
import { queryOf } from '../domain/feed-query.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { RevisionStore } from '../domain/revision.ts'
import type { Log } from '../domain/log.ts'
import { Slug } from '../domain/own-text.ts'
import type { EntryStore, NewsroomStore, SourceStore } from '../domain/store.ts'
import type { CopyStore } from '../domain/stored-copy.ts'
import { EntryPage } from '../pages/entry.tsx'
import { HomePage } from '../pages/home.tsx'
import { NotFoundPage } from '../pages/not-found.tsx'
import { PAGE_VERSION } from '../pages/page-version.ts'
import { SourcesPage } from '../pages/sources.tsx'
import { WithdrawnPage } from '../pages/withdrawn.tsx'
import { feedUrls } from '../publish/document.ts'
import type { KeepingPolicy } from '../publish/kept.ts'
import { licenceOf, rightsOf } from '../publish/rights.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { CacheControl } from './feeds.tsx'
import { markedEntry } from './marked-entry.ts'
import { excerptOf, saidOf } from './plain-words.ts'
import { problem } from './problem.ts'
import { respondWithPage, writtenPage } from './respond-with-page.ts'
import { serveKept, type Anew } from './serve-kept.ts'

export interface PageRoutesDeps {
  entries: Pick<EntryStore, 'select' | 'byKey' | 'forgotten' | 'withdrawal'>
  revisions: RevisionStore
  sources: Pick<SourceStore, 'page'>
  sourcesPerPage: number
  newsroom: Pick<NewsroomStore, 'current' | 'versions'>
  copies: CopyStore
  keeping: KeepingPolicy
  /** What is wrong, in words, while nearly nothing can be reached. */
  outage: () => Promise<string | undefined>
  siteUrl: string
  cacheControl: CacheControl
  log: Log
  now: () => Date
}

/** Entries of each topic on the first page. */
const LATEST_PER_TOPIC = 5

/** Earlier revisions that an entry's page tells of; a live blog has hundreds. */
const MAX_REVISIONS = 20

const notApplied = (c: Context) =>
  problem(c, 404, 'No newsroom has been applied yet: run "npm run apply".')

/** The page of the sources behind a slug. */
const sourcesPath = (after: string) => (after === '' ? '/sources' : `/sources?after=${after}`)

type Definitions = NonNullable<Awaited<ReturnType<NewsroomStore['current']>>>

/** The pages for people that are not a topic's, kept as feeds are. */
export function pageRoutes(deps: PageRoutesDeps) {
  const { entries, revisions, sources, newsroom, siteUrl, cacheControl, keeping, now } = deps
  const serve = serveKept({ ...deps, versions: newsroom.versions })
  /** How sources do is in no version; within a minute nobody looks twice. */
  const serveByTheMinute = serveKept({
    ...deps,
    async versions(streams) {
      const versions = await newsroom.versions(streams)
      return versions && `${versions} ${wholeSeconds(now()).slice(0, 16)}`
    },
  })

  /** A page shows entries of any topic: whatever changes one of their streams may change it. */
  const everyStream = async () => {
    const current = await newsroom.current().catch(() => undefined)
    return [...(current?.topics ?? []).map(({ slug }) => slug), ALL]
  }
  const wanted = (path: string, streams: string[], seconds = keeping.topicSeconds) => ({
    address: `${siteUrl}/kept/${PAGE_VERSION}/page${path}`,
    seconds,
    streams,
    isNegotiated: false,
  })
  /** Made for a newsroom that has been applied. */
  const made = (c: Context, make: (current: Definitions) => Promise<Anew>) => async () => {
    const current = await newsroom.current()
    return current ? make(current) : notApplied(c)
  }

  async function home({ newsroom: about, topics }: Definitions): Promise<Anew> {
    const shown = await Promise.all(
      topics.map(async (topic) => ({
        topic,
        entries: (await entries.select(queryOf(topic.slug), LATEST_PER_TOPIC)).entries,
        urls: feedUrls(siteUrl, queryOf(topic.slug)),
      })),
    )
    const all = feedUrls(siteUrl, queryOf())
    return writtenPage(
      <HomePage newsroom={about} url={`${siteUrl}/`} topics={shown} all={all} />,
      now(),
    )
  }

  async function entryPage(entry: ServedEntry, { newsroom: about, topics }: Definitions) {
    const { key } = entry
    const isOurs = entry.source === null
    return (
      <EntryPage
        entry={entry}
        marked={markedEntry(entry)}
        newsroom={about}
        topics={topics}
        url={`${siteUrl}/entries/${key}`}
        excerpt={excerptOf(entry)}
        said={[entry, ...(await revisions.revisions(key, MAX_REVISIONS))].map(saidOf)}
        rights={rightsOf(entry) ?? (isOurs ? about.rights : undefined)}
        licence={licenceOf(entry)}
      />
    )
  }

  /** RFC 9110 §15.5.11: of what was here and is not meant to come back, whoever keeps its address is told. */
  async function noEntry(c: Context, key: string, current: Definitions) {
    const [withdrawal, forgotten] = await Promise.all([
      entries.withdrawal(key),
      entries.forgotten([key]),
    ])
    c.header('cache-control', cacheControl.absent)
    if (withdrawal)
      return respondWithPage(c, <WithdrawnPage {...current} because={withdrawal.because} />, 410)
    const isForgotten = forgotten.has(key)
    const what = isForgotten
      ? 'The entry at this address was removed, for entries are kept here for some time only.'
      : 'There is no entry at this address.'
    const page = <NotFoundPage {...current} what={what} near={[]} />
    return respondWithPage(c, page, isForgotten ? 410 : 404)
  }

  async function sourcesPage(after: string, { newsroom: about }: Definitions): Promise<Anew> {
    const [shown, outage] = await Promise.all([
      sources.page({ after, limit: deps.sourcesPerPage }),
      deps.outage(),
    ])
    const url = `${siteUrl}${sourcesPath(after)}`
    const next = shown.next === null ? undefined : sourcesPath(shown.next)
    const first = after === '' ? undefined : sourcesPath('')
    return writtenPage(
      <SourcesPage
        newsroom={about}
        url={url}
        sources={shown.sources}
        outage={outage}
        first={first}
        next={next}
      />,
      now(),
    )
  }

  return new Hono()
    .get('/', async (c) => serve(c, wanted('/', await everyStream()), made(c, home)))

    .get('/entries/:key', async (c) => {
      const key = c.req.param('key')
      const asked = wanted(
        `/entries/${encodeURIComponent(key)}`,
        await everyStream(),
        keeping.narrowedSeconds,
      )
      const make = made(c, async (current) => {
        const entry = await entries.byKey(key)
        return entry
          ? writtenPage(await entryPage(entry, current), now())
          : noEntry(c, key, current)
      })
      return serve(c, asked, make)
    })

    .get('/sources', (c) => {
      const { success, output } = v.safeParse(Slug, c.req.query('after'))
      const after = success ? output : ''
      const seconds = after === '' ? keeping.topicSeconds : keeping.narrowedSeconds
      return serveByTheMinute(
        c,
        wanted(sourcesPath(after), [ALL], seconds),
        made(c, async (current) => sourcesPage(after, current)),
      )
    })
}
