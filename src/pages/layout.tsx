import type { Child } from 'hono/jsx'
import type { OembedUrls } from '../domain/oembed-urls.ts'
import { directionOf } from '../web/direction.ts'
import { FORMATS, type FeedUrls } from './formats.ts'
import { ICON_PATH } from './icon.ts'
import { SCRIPT_PATH } from './script.ts'
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
  feeds?: { title: string; urls: FeedUrls }
  /** https://ogp.me/#types, where the page is no website's. */
  article?: { published?: string | undefined; image?: string | undefined }
  /** Where oEmbed tells how to embed what the page shows: https://oembed.com/ §4. */
  oembed?: OembedUrls
  /** A script of ours that the page is better with and whole without, beside the one of all pages. */
  script?: string
  children: Child
}

/** What is shown where a page is linked: https://ogp.me/ */
function OpenGraph({ title, description, newsroomTitle, url, article }: PageProps) {
  const told: [property: string, content: string | undefined][] = [
    ['og:title', title],
    ['og:description', description],
    ['og:site_name', newsroomTitle],
    ['og:type', article ? 'article' : 'website'],
    ['og:url', url],
    ['og:image', article?.image],
    ['article:published_time', article?.published],
  ]
  return (
    <>
      {told.map(([property, content]) =>
        content === undefined ? null : <meta property={property} content={content} />,
      )}
    </>
  )
}

function Head(page: PageProps) {
  const { title, description, url, feeds, oembed, script } = page
  return (
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
        FORMATS.map(({ format, name, type }) => (
          <link
            rel="alternate"
            type={type}
            title={`${feeds.title} (${name})`}
            href={feeds.urls[format]}
          />
        ))}
      {oembed && <link rel="alternate" type="application/json+oembed" href={oembed.json} />}
      {oembed && <link rel="alternate" type="text/xml+oembed" href={oembed.xml} />}
      <OpenGraph {...page} />
      <script src={SCRIPT_PATH} defer />
      {script && <script src={script} defer />}
    </head>
  )
}

/** The frame of every page: one stylesheet, one script that can be done without, nothing from anywhere else. */
export function Layout(page: PageProps) {
  const { language, newsroomTitle, children } = page
  return (
    <html lang={language} dir={directionOf(language)}>
      <Head {...page} />
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
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer>
          <p>
            Made with Despatch. Every entry belongs to its publisher. As OPML:{' '}
            <a href="/topics.opml">topics</a>, <a href="/sources.opml">sources</a>. For programs:{' '}
            <a href="/api">API</a>.
          </p>
        </footer>
      </body>
    </html>
  )
}
