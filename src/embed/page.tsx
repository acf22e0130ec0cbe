import type { Child } from 'hono/jsx'
import type { Theme } from '../domain/embed-query.ts'
import { newestPath } from './assets.ts'

export interface EmbedPageProps {
  title: string
  /** BCP 47. */
  language: string
  theme: Theme
  /** Its topic's page; absent where there is no topic. */
  url?: string
  children: Child
}

const COLOUR_SCHEME: Record<Theme, string> = { auto: 'light dark', dark: 'dark', light: 'light' }

/** The page that other sites put into a frame: whole and readable without its script. */
export function EmbedPage({ title, language, theme, url, children }: EmbedPageProps) {
  return (
    <html lang={language} class="despatch-page">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="color-scheme" content={COLOUR_SCHEME[theme]} />
        <meta name="robots" content="noindex" />
        {url && <link rel="canonical" href={url} />}
        <link rel="stylesheet" href={newestPath('embed.css')} />
        <script src={newestPath('embed-page.js')} defer />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  )
}
