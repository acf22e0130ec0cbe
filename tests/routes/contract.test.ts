import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { operatorApi } from '../../src/api.ts'
import { connect } from '../../src/connect.ts'
import { OPERATIONS } from '../../src/contract/operations.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { undescribed } from '../support/workerd/described.ts'
import { get, operate, SITE } from '../support/workerd/newsroom.ts'
import { ask, exampleNewsroom } from '../support/workerd/operations.ts'
import { reset } from '../support/workerd/reset.ts'

/** Where the examples of the description are tried. */
const HERE = 'http://localhost:8787'

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

/** `/sources/:slug` is `/api/sources/{slug}`; what stands before every route is none. */
const mounted = () =>
  operatorApi(connect(env, SITE))
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => {
      const template = path.replace(/\/$/, '').replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')
      return `${method} /api${template}`
    })

describe('the description of the API', () => {
  it('has every route there is, and none that is not: see src/contract/operations.ts', () => {
    const told = Object.keys(OPERATIONS).filter((call) => call.includes(' /api/'))
    expect(told.sort()).toEqual(mounted().sort())
  })

  it('is at /openapi.json, for any page, and answers 304 while it is the same', async () => {
    const response = await get('/openapi.json')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toContain('public')
    expect(await response.json()).toMatchObject({
      openapi: '3.1.1',
      paths: { '/api/sources': { post: { operationId: 'addSource' } } },
    })
    const etag = response.headers.get('etag') ?? ''
    const again = await get('/openapi.json', { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })
})

/** As its example shows. */
function tried(call: string, operation: Operation): Promise<Response> {
  const { example, isPublic } = operation
  const [method = '', template = ''] = call.split(' ')
  const path = example?.path?.replace(encodeURIComponent(HERE), encodeURIComponent(SITE))
  return ask(
    { call, method, template, operation },
    {
      ...(path !== undefined && { path }),
      ...(isPublic && { headers: example?.headers ?? {} }),
    },
  )
}

const EXAMPLES = Object.entries<Operation>(OPERATIONS).filter(([, { example }]) => example)

describe('each operation', () => {
  it.each(EXAMPLES)(
    '%s answers as it is described, tried as its example shows',
    async (call, op) => {
      await exampleNewsroom()
      if (call === 'POST /api/sources') await operate('DELETE', '/api/sources/example-org-feed')
      const response = await tried(call, op)
      expect(response.status).toBeLessThan(300)
      expect(await undescribed(call, response)).toBeUndefined()
    },
  )

  it('that answers otherwise is found out', async () => {
    const call = 'DELETE /api/sources/{slug}'
    const json = (body: object, status: number) => Response.json(body, { status })
    expect(await undescribed(call, json({}, 200))).toContain('200, which is not described')
    expect(await undescribed(call, json({}, 404))).toContain('"application/json", which is not')
    expect(await undescribed('GET /health.json', json({ status: 'ok', mood: 1 }, 200))).toContain(
      'mood',
    )
    expect(await undescribed(call, new Response(null, { status: 204 }))).toBeUndefined()
  })
})

describe('the reference at /api', () => {
  it('is a page for people, with every operation and an example of this newsroom’s own', async () => {
    await exampleNewsroom()
    const response = await get('/api', { accept: 'text/html' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    for (const call of Object.keys(OPERATIONS)) expect(page).toContain(`<code>${call}</code>`)
    expect(page).toContain(`${SITE}/api/sources`)
    expect(page).not.toContain('localhost')
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(targets.filter((id) => !ids.includes(id))).toEqual([])

    const etag = response.headers.get('etag') ?? ''
    const again = await get('/api', { accept: 'text/html', 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  it('shows examples that work one after another, from the top', async () => {
    await exampleNewsroom()
    await operate('DELETE', '/api/sources/example-org-feed')
    const page = await (await get('/api', { accept: 'text/html' })).text()
    const shown = [...page.matchAll(/<h3 id="\w+"><code>([A-Z]+ [^<]+)</g)].map(([, call]) => call)
    const examples = new Map(EXAMPLES)
    const failed: string[] = []
    for (const call of shown) {
      const operation = examples.get(call ?? '')
      const response = operation && (await tried(call ?? '', operation))
      if (response && response.status >= 300) failed.push(`${call}: ${response.status}`)
    }
    expect(failed).toEqual([])
    expect(shown).toEqual(expect.arrayContaining([...examples.keys()]))
  })

  it('sends programs to what they can read', async () => {
    const response = await get('/api', { accept: 'application/json' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/openapi.json')
    expect(response.headers.get('vary')).toBe('Accept')
  })
})
