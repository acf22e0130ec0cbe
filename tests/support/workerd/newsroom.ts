import { exports } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { PollReport } from '../../../src/domain/source.ts'

export const SITE = 'https://despatch.example'
const TOKEN = { authorization: 'Bearer the-token' }

/** A request to the newsroom, from outside. */
export const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  exports.default.fetch(`${SITE}${path}`, { method, headers, redirect: 'manual' })

/** A request of the operator's. */
export const operate = (method: string, path: string, body?: unknown) =>
  exports.default.fetch(`${SITE}${path}`, {
    method,
    headers: TOKEN,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

export const operatorHeaders = TOKEN

const topic = (slug: string, ...terms: string[]) => ({
  slug,
  title: slug.toUpperCase(),
  description: `About ${slug}`,
  groups: { words: { terms, weight: 3 } },
})

/** The newsroom most tests run in: trains and ships. */
export const NEWSROOM = {
  newsroom: {
    title: 'Transport',
    description: 'Things that move',
    contact: 'desk@example.org',
    language: 'en',
  },
  topics: [topic('rail', 'train', '鉄道'), topic('sea', 'ship')],
  sources: [] as object[],
  entries: [] as object[],
}

export const applyNewsroom = (given: { [member in keyof typeof NEWSROOM]?: object } = {}) =>
  operate('PUT', '/api/newsroom', { ...NEWSROOM, ...given })

type Answer = (request: Request) => Response | Promise<Response>

/** Everything outside: each URL with how it answers. Anything else fails the test. */
export function world(answers: Record<string, Answer>) {
  const asked: Request[] = []
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    const request = new Request(input, init)
    asked.push(request)
    const answer = answers[request.url]
    if (!answer) throw new Error(`nobody lives at ${request.url}`)
    return answer(request)
  })
  return { asked }
}

export interface Item {
  id?: string
  title: string
  date?: string
  text?: string
}

/** An RSS document of these items, the way many publishers write it. */
export const rss = (items: Item[], head = '') => `<?xml version="1.0"?>
<rss version="2.0"><channel><title>Rail Times</title><link>https://rail.example/</link>${head}
${items
  .map(
    ({ id, title, date = 'Sun, 01 Nov 2026 10:00:00 GMT', text = 'Words.' }) =>
      `<item><guid isPermaLink="false">${id ?? `urn:x:${title}`}</guid><title>${title}</title>
       <link>https://rail.example/${encodeURIComponent(title)}</link><pubDate>${date}</pubDate>
       <description>${text}</description></item>`,
  )
  .join('\n')}</channel></rss>`

export const serves =
  (body: string, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(body, { headers: { 'content-type': 'application/rss+xml', ...headers } })

/** Adds a source and gives its slug. */
export async function addSource(url: string, more: object = {}): Promise<string> {
  const response = await operate('POST', '/api/sources', { url, ...more })
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json<{ slug: string }>()).slug
}

export async function poll(slug: string): Promise<PollReport> {
  const response = await operate('POST', `/api/sources/${slug}/poll`)
  if (response.status !== 200) throw new Error(await response.text())
  return response.json<PollReport>()
}

export interface JsonItem {
  id: string
  title: string
  url: string
  content_html: string
  date_published?: string
  date_modified: string
  _source?: { title: string; feed_url?: string }
  _topics: { slug: string; evidence: { quote: string; field: string }[] }[]
  _duplicates: { title: string; source?: string }[]
}

/** The entries of a topic, as its JSON Feed has them. */
export async function itemsOf(slug: string): Promise<JsonItem[]> {
  const response = await get(`/topics/${slug}.json`)
  return (await response.json<{ items: JsonItem[] }>()).items
}
