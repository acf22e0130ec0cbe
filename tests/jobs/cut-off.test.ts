import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import {
  applyNewsroom,
  itemsOf,
  NEWSROOM,
  operatorHeaders,
  SITE,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const own = (slug: string, more: object = {}) => ({
  slug,
  title: `A train named ${slug}`,
  published: '2026-11-01T00:00:00Z',
  markdown: `The train ${slug} left.`,
  ...more,
})
const OLD = { entries: [own('stays'), own('goes'), own('changes'), own('hides')] }
const NEW = {
  topics: NEWSROOM.topics.slice(0, 1),
  entries: [
    own('stays'),
    own('changes', { markdown: 'Other words.' }),
    own('hides', { draft: true }),
    own('comes'),
  ],
}
const OLD_SLUGS = ['changes', 'goes', 'hides', 'stays']
const NEW_SLUGS = ['changes', 'comes', 'stays']

/** A database that is lost when it is asked to write for the n-th time, and not found again. */
function lostAt(wanted: number) {
  let writes = 0
  const DB = new Proxy(env.DB, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (name === 'batch') writes += 1
        if (writes >= wanted) throw new Error('D1_ERROR: the database is lost')
        return Reflect.apply(value, target, given) as unknown
      }
    },
  })
  return { ...env, DB }
}

async function put(newsroom: object, to: typeof env) {
  const context = createExecutionContext()
  const request = new Request(`${SITE}/api/newsroom`, {
    method: 'PUT',
    headers: operatorHeaders,
    body: JSON.stringify({ ...NEWSROOM, ...newsroom }),
  })
  const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], to, context)
  await waitOnExecutionContext(context)
  return response.status
}

/** What the cron of one minute does, its messages delivered. */
async function minute() {
  const { sent, env: to } = remembered()
  await cron(to)
  await deliver(sent)
}

const defined = async () =>
  (
    await env.DB.prepare(
      'SELECT slug FROM own_entries WHERE definition IS NOT NULL AND held IS NULL ORDER BY slug',
    ).all<{ slug: string }>()
  ).results.map(({ slug }) => slug)
const shownSlugs = async () =>
  (await itemsOf('all')).map(({ url }) => url.split('/').at(-1) ?? '').toSorted()

beforeEach(() => {
  // The database is lost on purpose, a dozen times.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

it('a newsroom whose database is lost anywhere is the old one or the new one, and the cron completes it', async () => {
  const came = { old: 0, new: 0 }
  for (let write = 1; ; write += 1) {
    await reset()
    await applyNewsroom(OLD)
    const status = await put(NEW, lostAt(write))
    if (status === 200) break
    expect(status).toBe(500)

    const isNew = (await defined()).includes('comes')
    expect(await defined()).toEqual(isNew ? NEW_SLUGS : OLD_SLUGS)
    came[isNew ? 'new' : 'old'] += 1
    await minute()
    expect(await shownSlugs()).toEqual(isNew ? NEW_SLUGS : OLD_SLUGS)

    expect(await put(NEW, env)).toBe(200)
    expect(await shownSlugs()).toEqual(NEW_SLUGS)
    const changed = (await itemsOf('all')).find(({ url }) => url.endsWith('/changes'))
    expect(changed?.content_html).toBe('<p>Other words.</p>')
  }
  // Otherwise nothing of this was looked at.
  expect(came.old).toBeGreaterThan(0)
  expect(came.new).toBeGreaterThan(2)
}, 120_000)
