import type { Child } from 'hono/jsx'
import { ICON_PATH } from '../pages/icon.ts'
import { SCRIPT_PATH } from '../pages/script.ts'
import { STYLE_PATH } from '../pages/style.ts'
import { ErrorSummary, type FormErrors } from './form.tsx'
import { DESK_SCRIPT_PATH } from './script.ts'
import { DESK_STYLE_PATH } from './style.ts'

/** What is told once, on the page after a form. */
export interface Flash {
  kind: 'done' | 'failed'
  what: string
}

/** What every page of the desk is told, whatever it shows. */
export interface Frame {
  newsroomTitle: string
  /** Proves that a form is ours: it stands in each of them. */
  formToken: string
  flash?: Flash | undefined
}

/** The parts of the desk, in the order of a day's work. */
const SECTIONS = [
  { path: '/admin', name: 'Overview' },
  { path: '/admin/sources', name: 'Sources' },
  { path: '/admin/topics', name: 'Topics' },
  { path: '/admin/entries', name: 'Entries' },
  { path: '/admin/log', name: 'Log' },
  { path: '/admin/keeping', name: 'Keeping' },
] as const

type SectionPath = (typeof SECTIONS)[number]['path']

function Head({ title }: { title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href={ICON_PATH} type="image/svg+xml" />
      <link rel="stylesheet" href={STYLE_PATH} />
      <link rel="stylesheet" href={DESK_STYLE_PATH} />
      <script src={SCRIPT_PATH} defer />
      <script src={DESK_SCRIPT_PATH} defer />
    </head>
  )
}

function Navigation({ current, formToken }: { current?: string | undefined; formToken: string }) {
  return (
    <nav aria-label="Desk" class="desk-nav">
      {SECTIONS.map(({ path, name }) => (
        <a href={path} aria-current={path === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
      <form method="post" action="/admin/sign-out">
        <input type="hidden" name="form-token" value={formToken} />
        <button type="submit" class="plain">
          Sign out
        </button>
      </form>
    </nav>
  )
}

/** A page of the desk for who is not signed in: nothing of the newsroom but its name. */
export function Doorway(props: { newsroomTitle: string; title: string; children: Child }) {
  const { newsroomTitle, title, children } = props
  return (
    <html lang="en">
      <Head title={`${title} · ${newsroomTitle}`} />
      <body class="desk">
        <header class="masthead">
          <a href="/">{newsroomTitle}</a>
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  )
}

export interface DeskPageProps {
  frame: Frame
  title: string
  /** The section it belongs to. */
  section?: SectionPath
  /** What is wrong with the form that was sent; told first and given focus. */
  errors?: FormErrors | undefined
  children: Child
}

/** The frame of every page behind the sign-in. */
export function DeskPage({ frame, title, section, errors = [], children }: DeskPageProps) {
  const { newsroomTitle, formToken, flash } = frame
  return (
    <html lang="en">
      <Head title={`${errors.length > 0 ? 'Error: ' : ''}${title} · Desk · ${newsroomTitle}`} />
      <body class="desk">
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="masthead">
          <a href="/">{newsroomTitle}</a>
          <Navigation current={section} formToken={formToken} />
        </header>
        <main id="main" tabindex={-1}>
          {flash && (
            <p class={`flash ${flash.kind}`} role={flash.kind === 'failed' ? 'alert' : 'status'}>
              {flash.what}
            </p>
          )}
          <h1>{title}</h1>
          <ErrorSummary errors={errors} />
          {children}
        </main>
      </body>
    </html>
  )
}
