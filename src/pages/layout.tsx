import type { Child } from 'hono/jsx'
import type { FeedFormatName } from '../domain/feed.ts'
import type { OembedUrls } from '../domain/oembed-urls.ts'
import { ICON_PATH } from './icon.ts'
import { STYLE_PATH } from './style.ts'

export interface PageProps {
  title: string
  description: string
  /** BCP 47. */
  language: string
  newsroomTitle: string
  /** Canonical address of this page, where it has one. */
  url?: string
  /** The feeds to be found from this page, by any reader that looks for them. */
  feeds?: { title: string; urls: Record<FeedFormatName, string> }
  /** Where oEmbed tells how to embed what the page shows: https://oembed.com/ §4. */
  oembed?: OembedUrls
  /** A script of ours that the page is better with and whole without. */
  script?: string
  children: Child
}

const FEED_TYPES: readonly (readonly [FeedFormatName, string, string])[] = [
  ['atom', 'Atom', 'application/atom+xml'],
  ['rss', 'RSS', 'application/rss+xml'],
  ['json', 'JSON Feed', 'application/feed+json'],
]

/** The frame of every page: one stylesheet, no script, nothing from anywhere else. */
export function Layout({
  title,
  description,
  language,
  newsroomTitle,
  url,
  feeds,
  oembed,
  script,
  children,
}: PageProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={ICON_PATH} type="image/svg+xml" />
        <link rel="stylesheet" href={STYLE_PATH} />
        {url && <link rel="canonical" href={url} />}
        {feeds &&
          FEED_TYPES.map(([format, name, type]) => (
            <link
              rel="alternate"
              type={type}
              title={`${feeds.title} (${name})`}
              href={feeds.urls[format]}
            />
          ))}
        {oembed && <link rel="alternate" type="application/json+oembed" href={oembed.json} />}
        {oembed && <link rel="alternate" type="text/xml+oembed" href={oembed.xml} />}
        {script && <script src={script} defer />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="masthead">
          <a href="/">{newsroomTitle}</a>
          <nav aria-label="Newsroom">
            <a href="/topics/all">Everything</a>
            <a href="/sources">Sources</a>
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer>
          Made with Despatch. Every entry belongs to its publisher. As OPML:{' '}
          <a href="/topics.opml">topics</a>, <a href="/sources.opml">sources</a>.
        </footer>
      </body>
    </html>
  )
}

/** Asks for a page that holds only what is looked for. */
export function Search({ action, terms = '' }: { action: string; terms?: string }) {
  return (
    <form class="search" action={action} role="search">
      <input
        type="search"
        name="q"
        value={terms}
        aria-label="Search"
        placeholder="Words, “phrases”, -not"
      />
      <button type="submit">Search</button>
    </form>
  )
}

/** The addresses to give to a feed reader, in words. */
export function Subscribe({ urls }: { urls: Record<FeedFormatName, string> }) {
  return (
    <p class="subscribe">
      Subscribe:{' '}
      {FEED_TYPES.map(([format, name, type]) => (
        <a href={urls[format]} type={type}>
          {name}
        </a>
      ))}
    </p>
  )
}
