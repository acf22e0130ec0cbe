import type { EmbedQuery } from '../domain/embed-query.ts'
import { printEmbedQuery, subjectOf } from '../domain/embed-query.ts'
import { printExpression } from '../domain/expression.ts'
import { printFeedQuery } from '../domain/feed-query.ts'
import { escapeAttribute, escapeText } from '../web/html.ts'
import { integrityOf } from '../web/integrity.ts'
import { assetPath, newest } from './assets.ts'
import { FRAME_WIDTH, type FrameSize } from './frame-size.ts'

/** The four ways to put a topic on another site, each as what is to be copied. */
export interface Codes {
  element: string
  frame: string
  fragment: string
  address: string
}

const attributes = (given: Record<string, string | number | true | undefined>) =>
  Object.entries(given)
    .map(([name, value]) => {
      if (value === undefined) return ''
      return value === true ? ` ${name}` : ` ${name}="${escapeAttribute(String(value))}"`
    })
    .join('')

/**
 * A frame that can run its own script and open what is clicked, and nothing else: no cookies, no
 * storage, no way to the page around it. HTML Living Standard §7.1.5.
 */
export function frameCode(embedUrl: string, title: string, size: FrameSize): string {
  const given = {
    src: embedUrl,
    title,
    width: size.width,
    height: size.height,
    sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
    loading: 'lazy',
    referrerpolicy: 'no-referrer',
    frameborder: 0,
  }
  return `<iframe${attributes(given)}></iframe>`
}

/** A script or stylesheet of ours, held to its bytes by their hash. */
const checked = (siteUrl: string, name: string) => {
  const asset = newest(name)
  return {
    url: `${siteUrl}${assetPath(asset)}`,
    integrity: integrityOf(asset.text),
    crossorigin: 'anonymous',
  }
}

function scriptCode(siteUrl: string): string {
  const { url, ...rest } = checked(siteUrl, 'embed.js')
  return `<script${attributes({ async: true, src: url, ...rest })}></script>`
}

function styleCode(siteUrl: string): string {
  const { url, ...rest } = checked(siteUrl, 'embed.css')
  return `<link${attributes({ rel: 'stylesheet', href: url, ...rest })}>`
}

/** The custom element's attributes: a feed's parameters under their names, but `lang`, which HTML has taken. */
function elementCode(query: EmbedQuery, title: string, siteUrl: string): string {
  const { search } = new URL(printEmbedQuery({ ...query, as: 'page' }), siteUrl)
  const parameters = [...new URLSearchParams(search)].map(([name, value]) => [
    name === 'lang' ? 'languages' : name,
    value,
  ])
  const given = attributes({
    topic: printExpression(query.feed.expression),
    ...Object.fromEntries(parameters),
  })
  const link = `${siteUrl}/topics/${printFeedQuery(subjectOf(query))}`
  return `<despatch-feed${given}><a${attributes({ href: link })}>${escapeText(title)}</a></despatch-feed>`
}

/** What to copy for each way, for the same entries in the same clothes. */
export function codes(
  query: EmbedQuery,
  { title, siteUrl, height }: { title: string; siteUrl: string; height: number },
): Codes {
  const page = `${siteUrl}/embed/${printEmbedQuery({ ...query, as: 'page' })}`
  const script = scriptCode(siteUrl)
  return {
    element: `${script}\n${elementCode(query, title, siteUrl)}\n`,
    frame: `${frameCode(page, title, { width: FRAME_WIDTH, height })}\n${script}\n`,
    fragment: `${styleCode(siteUrl)}\n<!--#include virtual="${escapeAttribute(`${siteUrl}/embed/${printEmbedQuery({ ...query, as: 'fragment' })}`)}" -->\n`,
    address: `${siteUrl}/topics/${printFeedQuery(subjectOf(query))}\n`,
  }
}
