import { Hono, type Context } from 'hono'
import { queryOf } from '../domain/feed-query.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { EntryStore, NewsroomStore, SourceStore } from '../domain/store.ts'
import { markedHtml } from '../ingest/marked-html.ts'
import { searchableText } from '../ingest/searchable.ts'
import { EntryPage } from '../pages/entry.tsx'
import { HomePage } from '../pages/home.tsx'
import { ICON, ICON_PATH } from '../pages/icon.ts'
import { NotFoundPage } from '../pages/not-found.tsx'
import { SourcesPage } from '../pages/sources.tsx'
import { STYLE, STYLE_PATH } from '../pages/style.ts'
import { feedUrls } from '../publish/document.ts'
import { problem } from './problem.ts'
import { respondWithPage, respondWithPlainPage } from './respond-with-page.ts'

export interface PageRoutesDeps {
  entries: Pick<EntryStore, 'select' | 'byKey'>
  sources: Pick<SourceStore, 'list'>
  newsroom: Pick<NewsroomStore, 'current'>
  siteUrl: string
  cacheControl: string
  /** Of a page that is not there. */
  absentCacheControl: string
}

/** Entries of each topic on the first page. */
const LATEST_PER_TOPIC = 5

const YEAR = 365 * 24 * 3600

/** What has its version in its address may be kept for as long as anyone likes: RFC 8246. */
const forEver = (c: Context, text: string, contentType: string) =>
  c.body(text, 200, {
    'content-type': contentType,
    'cache-control': `public, max-age=${YEAR}, immutable`,
  })

const notApplied = (c: Context) =>
  problem(c, 404, 'No newsroom has been applied yet: run "npm run apply".')

/** What an entry's page shows of it, with the words marked that its topics' rules have found there. */
function markedEntry(entry: ServedEntry) {
  const field = entry.content === undefined ? 'summary' : 'content'
  const html = entry[field]
  const found = entry.topics.flatMap(({ evidence }) => evidence)
  return (
    html &&
    markedHtml(
      html,
      searchableText(entry)[field],
      found.filter((e) => e.field === field),
    )
  )
}

/** The pages for people that are not a topic's. */
export function pageRoutes(deps: PageRoutesDeps) {
  const { entries, sources, newsroom, siteUrl, cacheControl, absentCacheControl } = deps
  return new Hono()
    .get('/', async (c) => {
      const current = await newsroom.current()
      if (!current) return notApplied(c)
      const topics = await Promise.all(
        current.topics.map(async (topic) => ({
          topic,
          entries: (await entries.select(queryOf(topic.slug), LATEST_PER_TOPIC)).entries,
          urls: feedUrls(siteUrl, queryOf(topic.slug)),
        })),
      )
      const page = (
        <HomePage
          newsroom={current.newsroom}
          url={`${siteUrl}/`}
          topics={topics}
          all={feedUrls(siteUrl, queryOf())}
        />
      )
      return respondWithPlainPage(c, page, cacheControl)
    })

    .get('/entries/:key', async (c) => {
      const key = c.req.param('key')
      const [current, entry] = await Promise.all([newsroom.current(), entries.byKey(key)])
      if (!current) return notApplied(c)
      if (!entry) {
        const what = 'There is no entry at this address, or it was withdrawn.'
        const page = <NotFoundPage what={what} near={[]} newsroom={current.newsroom} />
        c.header('cache-control', absentCacheControl)
        return respondWithPage(c, page, 404)
      }
      const { newsroom: metadata, topics } = current
      const page = (
        <EntryPage
          entry={entry}
          marked={markedEntry(entry)}
          newsroom={metadata}
          topics={topics}
          url={`${siteUrl}/entries/${key}`}
        />
      )
      return respondWithPlainPage(c, page, cacheControl)
    })

    .get('/sources', async (c) => {
      const current = await newsroom.current()
      if (!current) return notApplied(c)
      const page = <SourcesPage newsroom={current.newsroom} sources={await sources.list()} />
      return respondWithPlainPage(c, page, cacheControl)
    })

    .get(STYLE_PATH, (c) => forEver(c, STYLE, 'text/css; charset=utf-8'))
    .get(ICON_PATH, (c) => forEver(c, ICON, 'image/svg+xml'))
}
