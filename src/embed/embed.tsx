import type { Child } from 'hono/jsx'
import type { Theme } from '../domain/embed-query.ts'
import type { Embedded, EmbeddedEntry } from './embedded.ts'

/**
 * Every piece has a class for the stylesheet and a part of the same name, so that a page can style
 * the pieces inside the custom element's shadow too: CSS Shadow Parts §3.
 */
const piece = (name: string) => ({ class: `despatch-${name}`, part: name })

/** In a frame, a link opens beside the page that embeds it. */
interface InFrame {
  isInFrame?: boolean
}

const LEAVING = { target: '_blank', rel: 'noopener' }

/** The one shape of all embeds, whatever they are put into. */
function Frame({ title, theme, children, ...more }: FrameProps) {
  const themed = theme === 'auto' ? '' : ` despatch-${theme}`
  return (
    <section class={`despatch${themed}`} part="feed" aria-label={title} dir="auto" {...more}>
      {children}
    </section>
  )
}

interface FrameProps {
  title: string
  theme: Theme
  lang?: string
  children: Child
}

/** Fixed in UTC, so that the bytes hold still; a script may put it into the reader's zone. */
function Moment({ at, language }: { at: string; language: string }) {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <time datetime={at} dir="auto">
      {words.format(new Date(at))}
    </time>
  )
}

function Item({
  entry,
  language,
  isInFrame,
}: InFrame & { entry: EmbeddedEntry; language: string }) {
  // Who may open no window and leave no page, as in WordPress, still gets to our page of it.
  const frame = isInFrame ? { ...LEAVING, 'data-page': entry.pageUrl } : {}
  return (
    <li {...piece('entry')} lang={entry.language} dir="auto">
      <p {...piece('heading')}>
        <a {...piece('link')} href={entry.url} {...frame}>
          {entry.title}
        </a>
      </p>
      {entry.summary && <p {...piece('summary')}>{entry.summary}</p>}
      <p {...piece('meta')} lang={language}>
        {entry.source && (
          <span {...piece('source')} dir="auto">
            {entry.source}
          </span>
        )}
        {entry.source && ' · '}
        <Moment at={entry.published} language={language} />
      </p>
    </li>
  )
}

/**
 * A topic on somebody else's page. Its entries are text and links only: nothing in it loads, runs or
 * counts anything.
 */
export function Embed({
  embedded: { title, pageUrl, language, newsroom, entries },
  theme,
  isInFrame = false,
}: InFrame & { embedded: Embedded; theme: Theme }) {
  const frame = isInFrame ? LEAVING : {}
  // A page of its own has a heading; what is put into a page leaves that page's outline alone.
  const Title = isInFrame ? 'h1' : 'p'
  return (
    <Frame title={title} theme={theme} lang={language}>
      <Title {...piece('title')}>
        <a href={pageUrl} {...frame}>
          {title}
        </a>
      </Title>
      {entries.length === 0 && (
        <p {...piece('message')} lang="en">
          Nothing here yet.
        </p>
      )}
      {entries.length > 0 && (
        <ol {...piece('entries')}>
          {entries.map((entry) => (
            <Item entry={entry} language={language} isInFrame={isInFrame} />
          ))}
        </ol>
      )}
      {newsroom.title !== title && (
        <p {...piece('newsroom')}>
          <a href={newsroom.url} {...frame}>
            {newsroom.title}
          </a>
        </p>
      )}
    </Frame>
  )
}

/** What stands in an embed's place when there is nothing to embed. */
export function EmbedNotice({
  message,
  newsroom,
  theme = 'auto',
  isInFrame = false,
}: InFrame & { message: string; newsroom: Embedded['newsroom']; theme?: Theme }) {
  return (
    <Frame title={newsroom.title} theme={theme}>
      <p {...piece('message')} lang="en" dir="auto">
        {message}
      </p>
      <p {...piece('newsroom')}>
        <a href={newsroom.url} {...(isInFrame ? LEAVING : {})}>
          {newsroom.title}
        </a>
      </p>
    </Frame>
  )
}
