import type { EmbedQuery } from '../domain/embed-query.ts'
import type { Embedded } from './embedded.ts'
import { Embed, EmbedNotice } from './embed.tsx'
import { EmbedPage } from './page.tsx'

/** Raise it whenever an embed is written differently, for kept ones are served as they were written. */
export const EMBED_VERSION = 1

/** What is rendered to text: JSX that awaits nothing. */
interface Renderable {
  toString(): string | Promise<string>
}

const textOf = async (content: Renderable) => `${await content.toString()}\n`
const pageText = async (page: Renderable) => `<!doctype html>\n${await textOf(page)}`

/** A topic as it goes out: a page for a frame, or the bare fragment. */
export function writeEmbed(
  embedded: Embedded,
  { as, theme }: Pick<EmbedQuery, 'as' | 'theme'>,
): Promise<string> {
  const isInFrame = as === 'page'
  const content = <Embed embedded={embedded} theme={theme} isInFrame={isInFrame} />
  if (!isInFrame) return textOf(content)
  const { title, language, pageUrl } = embedded
  return pageText(
    <EmbedPage title={title} language={language} theme={theme} url={pageUrl}>
      {content}
    </EmbedPage>,
  )
}

/** A notice as it goes out in the place of a topic. */
export function writeEmbedNotice(
  notice: { message: string; newsroom: Embedded['newsroom'] },
  language: string,
  { as, theme }: Pick<EmbedQuery, 'as' | 'theme'>,
): Promise<string> {
  const isInFrame = as === 'page'
  const content = <EmbedNotice {...notice} theme={theme} isInFrame={isInFrame} />
  if (!isInFrame) return textOf(content)
  return pageText(
    <EmbedPage title={notice.newsroom.title} language={language} theme={theme}>
      {content}
    </EmbedPage>,
  )
}
