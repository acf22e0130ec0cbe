import { env, exports } from 'cloudflare:workers'
import type { Operation } from '../../../src/contract/operation.ts'
import { OPERATIONS } from '../../../src/contract/operations.ts'
import {
  applyNewsroom,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  SITE,
  world,
} from './newsroom.ts'

/** The source that the examples of the description name. */
const FEED = 'https://example.org/feed'

const FEEDS = {
  [FEED]: serves(rss([{ title: 'A frigate' }])),
  'https://example.org/': serves(rss([{ title: 'A frigate' }])),
}

/** A newsroom in which the examples of the description work. */
export async function exampleNewsroom(): Promise<void> {
  world(FEEDS)
  const defence = {
    slug: 'defence',
    title: 'Defence',
    description: 'Armed forces',
    groups: { words: { terms: ['frigate'], weight: 3 } },
  }
  const welcome = { slug: 'welcome', title: 'Hello', published: '2026-11-01', markdown: 'Words.' }
  await applyNewsroom({ topics: [defence, { ...defence, slug: 'rail' }], entries: [welcome] })
  await operate('POST', '/api/sources', { url: FEED })
  await poll('example-org-feed')
  await operate('POST', '/api/entries', OPERATIONS['POST /api/entries'].example.body)
}

export interface Call {
  call: string
  method: string
  template: string
  operation: Operation
}

/** Every operation of the API, as the description has it. */
export const OPERATOR_CALLS: Call[] = Object.entries<Operation>(OPERATIONS)
  .filter(([call]) => call.includes(' /api/'))
  .map(([call, operation]) => {
    const [method = '', template = ''] = call.split(' ')
    return { call, method, template, operation }
  })

/** A request of this operation as its example has it, but for what is given. */
export function ask(
  { method, template, operation }: Call,
  given: { path?: string; headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<Response> {
  const { example = {} } = operation
  const { body: shown } = example
  const body = given.body ?? (typeof shown === 'string' ? shown : JSON.stringify(shown))
  return exports.default.fetch(`${SITE}${given.path ?? example.path ?? template}`, {
    method,
    redirect: 'manual',
    headers: given.headers ?? { ...operatorHeaders, ...example.headers },
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
  })
}

/** What is counted or written down of any request, refused ones too. */
const OF_REQUESTS = new Set(['audit', 'counters', 'sqlite_sequence'])

/** All that is stored, as one text for each table. */
export async function dump(): Promise<Record<string, string>> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  ).all<{ name: string }>()
  const names = results.map(({ name }) => name).filter((name) => !OF_REQUESTS.has(name))
  const rows = await env.DB.batch(names.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`)))
  return Object.fromEntries(names.map((name, i) => [name, JSON.stringify(rows[i]?.results)]))
}
