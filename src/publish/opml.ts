import type { Source } from '../domain/source.ts'
import type { Topic } from '../domain/topic.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { queryOf } from '../domain/feed-query.ts'
import { withoutCredentials } from '../web/credentials.ts'
import { feedUrls } from './document.ts'
import { element, textElement, xmlDocument, type Xml } from './xml.ts'

export const OPML_MEDIA_TYPE = 'text/x-opml; charset=utf-8'

/** http://opml.org/spec2.opml: a list of subscriptions. `type` is `rss` for a feed of any format. */
function opml(title: string, outlines: Xml[]): string {
  return xmlDocument(
    element(
      'opml',
      { version: '2.0' },
      element('head', {}, textElement('title', title)),
      element('body', {}, ...outlines),
    ),
  )
}

/** What can be subscribed to here: everything, and each topic. */
export function topicsOpml(newsroom: NewsroomMetadata, topics: readonly Topic[], siteUrl: string) {
  const all = { slug: 'all', title: newsroom.title, description: newsroom.description }
  const outlines = [all, ...topics].map(({ slug, title, description }) =>
    element('outline', {
      type: 'rss',
      text: title,
      title,
      description,
      xmlUrl: feedUrls(siteUrl, slug === 'all' ? queryOf() : queryOf(slug)).atom,
      htmlUrl: `${siteUrl}/topics/${slug}`,
      language: newsroom.language,
    }),
  )
  return opml(newsroom.title, outlines)
}

/**
 * What is polled: an address that is private is in no list, a password neither, and nobody can
 * subscribe to what has ended.
 */
export function sourcesOpml(newsroom: NewsroomMetadata, sources: readonly Source[]) {
  const outlines = sources
    .filter((source) => !source.private && source.memory.endedAt === undefined)
    .map((source) => {
      const title = source.title ?? (source.feed?.title || source.slug)
      return element('outline', {
        type: 'rss',
        text: title,
        title,
        xmlUrl: withoutCredentials(source.url).url,
        htmlUrl: source.homePageUrl ?? source.feed?.homePageUrl,
        language: source.language ?? source.feed?.language,
      })
    })
  return opml(`Sources of ${newsroom.title}`, outlines)
}
