import type { FeedQuery } from '../domain/feed-query.ts'
import type { FeedDocument } from '../domain/feed.ts'
import { oembedUrls } from '../domain/oembed-urls.ts'
import type { StoredCopy } from '../domain/stored-copy.ts'
import type { Topic } from '../domain/topic.ts'
import { TopicPage } from '../pages/topic.tsx'
import { MEDIA_TYPE, WRITER } from '../publish/document.ts'
import type { CurrentVersion } from '../web/validators.ts'
import type { Representation } from './feed-request.ts'
import { excerptOf } from './plain-words.ts'
import { PAGE_HEADERS, pageText } from './respond-with-page.ts'

/** RFC 8288: where this document has its home, its other shapes, and what comes after it. */
function linkHeader(feed: FeedDocument, representation: Representation): string {
  const { feedUrls, pageUrl, next } = feed
  const isPage = representation === 'html'
  const oembed = oembedUrls(pageUrl)
  const alternates = isPage
    ? [
        ...(['atom', 'rss', 'json'] as const).map((name) => ({
          url: feedUrls[name],
          type: MEDIA_TYPE[name].replace(/;.*/, ''),
        })),
        { url: oembed.json, type: 'application/json+oembed' },
        { url: oembed.xml, type: 'text/xml+oembed' },
      ]
    : [{ url: pageUrl, type: 'text/html' }]
  return [
    `<${isPage ? pageUrl : feedUrls[representation]}>; rel="self"`,
    ...alternates.map(({ url, type }) => `<${url}>; rel="alternate"; type="${type}"`),
    ...(next ? [`<${isPage ? next.pageUrl : next.feedUrls[representation]}>; rel="next"`] : []),
  ].join(', ')
}

/** The address at which this representation is had without being negotiated. */
const ownUrl = ({ feedUrls, pageUrl }: FeedDocument, representation: Representation) =>
  representation === 'html' ? pageUrl.replace(/(?=\?|$)/, '.html') : feedUrls[representation]

interface Asked {
  query: FeedQuery
  representation: Representation
}

const topicPage = (feed: FeedDocument, query: FeedQuery, topics: readonly Topic[]) => (
  <TopicPage
    feed={feed}
    query={query}
    topics={topics}
    excerpts={new Map(feed.entries.map((entry) => [entry.key, excerptOf(entry)]))}
  />
)

/** A feed or its page, written, with all that is told of it but from which versions it was made. */
export async function writtenDocument(
  feed: FeedDocument,
  { query, representation }: Asked,
  { etag, lastModified }: CurrentVersion,
  topics: readonly Topic[],
): Promise<Omit<StoredCopy, 'madeFrom'>> {
  const isPage = representation === 'html'
  const text = isPage
    ? await pageText(topicPage(feed, query, topics))
    : WRITER[representation](feed)
  return {
    etag,
    lastModified,
    headers: {
      ...(isPage ? PAGE_HEADERS : { 'content-type': MEDIA_TYPE[representation] }),
      link: linkHeader(feed, representation),
      'content-location': ownUrl(feed, representation),
    },
    body: Uint8Array.from(new TextEncoder().encode(text)),
  }
}
