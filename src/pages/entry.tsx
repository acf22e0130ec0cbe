import type { CleanHtml } from '../domain/entry.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { Enclosure } from '../domain/link.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { AlsoReportedBy, Byline, inPage, languageOf, titleOf, Why } from './entry-parts.tsx'
import { EvidenceList, Marked } from './evidence.tsx'
import { History, type Said } from './history.tsx'
import { Layout } from './layout.tsx'
import { Moment } from './moment.tsx'
import { shownHtml } from './shown-html.ts'

export interface EntryPageProps {
  entry: ServedEntry
  /** What it says, with the words that put it under its topics marked. */
  marked: CleanHtml | undefined
  newsroom: NewsroomMetadata
  topics: readonly Topic[]
  url: string
  /** How it begins; plain text. */
  excerpt: string
  /** What it says and what it said before, the newest first. */
  said: readonly Said[]
  /** What holds for it: its own rights, else its source's. */
  rights?: string | undefined
  licence?: { url: string; name?: string | undefined } | undefined
}

const LINK_WORDS: Record<string, string> = {
  related: 'Related',
  via: 'Found at',
  replies: 'Replies',
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)

function Elsewhere({ entry, url }: { entry: ServedEntry; url: string }) {
  const links = entry.links.filter(({ rel }) => Object.hasOwn(LINK_WORDS, rel))
  return (
    <>
      {entry.url && entry.url !== url && (
        <p>
          <a class="u-url open" href={entry.url} rel="external noopener">
            Read it at {hostOf(entry.url)}
          </a>
        </p>
      )}
      {links.map(({ rel, href, title }) => (
        <p class="meta">
          {LINK_WORDS[rel]}:{' '}
          <a href={href} rel={`${rel} external noopener`}>
            {title ?? hostOf(href)}
          </a>
        </p>
      ))}
    </>
  )
}

function Files({ enclosures }: { enclosures: readonly Enclosure[] }) {
  if (enclosures.length === 0) return null
  return (
    <ul class="files">
      {enclosures.map(({ url, type, title }) => (
        <li>
          <a class="u-enclosure" href={url} rel="enclosure external noopener">
            {title ?? hostOf(url)}
          </a>
          {type && ` (${type})`}
        </li>
      ))}
    </ul>
  )
}

/** Whose it is, and on what terms it is shown. */
function Terms({ entry, rights, licence }: Pick<EntryPageProps, 'entry' | 'rights' | 'licence'>) {
  const from = entry.servedFrom
  return (
    <dl class="terms">
      {from && (
        <>
          <dt>Source</dt>
          <dd>
            <bdi>{from.title}</bdi>, <a href={`/topics/all?source=${from.slug}`}>all from it</a>
          </dd>
        </>
      )}
      {rights && (
        <>
          <dt>Rights</dt>
          <dd>
            <bdi>{rights}</bdi>
          </dd>
        </>
      )}
      {licence && (
        <>
          <dt>Licence</dt>
          <dd>
            <a href={licence.url} rel="license external noopener">
              {licence.name ?? hostOf(licence.url)}
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}

/** What its publisher says it changed, in the publisher's own words. */
function ChangeNotes({ entry, language }: { entry: ServedEntry; language: string }) {
  if (!entry.changes?.length) return null
  return (
    <section class="history" aria-labelledby="notes">
      <h2 id="notes">What its publisher says it changed</h2>
      <ol>
        {entry.changes.toReversed().map(({ at, note }) => (
          <li>
            <Moment at={at} language={language} />: <bdi lang={entry.language ?? ''}>{note}</bdi>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** One entry: what it says, where it came from, why it is here, and what it said before. */
export function EntryPage(props: EntryPageProps) {
  const { entry, marked, newsroom, topics, url, excerpt, said } = props
  const { language } = newsroom
  const words = languageOf(entry)
  const inTitle = entry.topics.flatMap(({ evidence }) =>
    evidence.filter(({ field }) => field === 'title'),
  )
  return (
    <Layout
      title={`${titleOf(entry)} · ${newsroom.title}`}
      description={excerpt || newsroom.description}
      language={language}
      newsroomTitle={newsroom.title}
      url={url}
      article={{ published: entry.published, image: entry.image }}
    >
      <article class="h-entry entry" {...words}>
        <h1 class="p-name">
          {entry.title ? <Marked text={entry.title} evidence={inTitle} /> : titleOf(entry)}
        </h1>
        <Byline entry={entry} language={language} />
        <Why entry={entry} topics={topics} language={language} />
        <div class="content e-content" dangerouslySetInnerHTML={{ __html: shownHtml(marked) }} />
        <div class="about" {...inPage(language)}>
          <Elsewhere entry={entry} url={url} />
          <Files enclosures={entry.enclosures} />
          <AlsoReportedBy entry={entry} language={language} />
          {entry.lead !== null && (
            <p class="meta">
              Shown in feeds as <a href={`/entries/${entry.lead}`}>a report of the same story</a>
            </p>
          )}
          <Terms {...props} />
          <EvidenceList matches={entry.topics} topics={topics} />
          <ChangeNotes entry={entry} language={language} />
          <History said={said} words={words} language={language} />
        </div>
      </article>
    </Layout>
  )
}
