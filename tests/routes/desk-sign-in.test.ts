import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import { signedIn, visitor } from '../support/workerd/desk.ts'
import { applyNewsroom, get, SITE } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.useRealTimers())

const rowsOf = async (table: string) =>
  (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results

describe('signing in', () => {
  it('exchanges the token for a session that no script reads and no other site sends', async () => {
    const response = await visitor().signIn()

    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/admin')
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-desk=[\w-]{43}\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
  })

  it('keeps nothing of the session that would open it', async () => {
    const operator = await signedIn()
    const [id = ''] = operator.jar.get('__Host-desk')?.split('.') ?? []
    const [session] = await rowsOf('sessions')
    expect(JSON.stringify(session)).not.toContain(id)
    expect(session).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  })

  it('at an address without https the cookie is what such an address can keep', async () => {
    const local = { ...env, SITE_URL: 'http://localhost:8787' }
    const response = await worker.fetch(
      new Request('http://localhost:8787/admin/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ token: 'the-token' }),
      }) as Parameters<typeof worker.fetch>[0],
      local,
      createExecutionContext(),
    )
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^desk=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  it.each([
    { to: '/admin/sources?state=failing', leads: '/admin/sources?state=failing' },
    { to: '/admin', leads: '/admin' },
    { to: 'https://evil.example/admin', leads: '/admin' },
    { to: '//evil.example/admin', leads: '/admin' },
    { to: '/\\evil.example/admin', leads: '/admin' },
    { to: '/administrator', leads: '/admin' },
    { to: '/admin/../topics/all', leads: '/admin' },
    { to: '/admin/sign-out', leads: '/admin' },
    { to: 'javascript:alert(1)', leads: '/admin' },
    { to: '/admin/%2e%2e/x', leads: '/admin' },
  ])('leads back to $to only if it is of the desk: $leads', async ({ to, leads }) => {
    const response = await visitor().signIn('the-token', to)
    expect(response.headers.get('location')).toBe(leads)
  })

  it.each([
    { token: '', says: 'Enter the token' },
    { token: 'wrong', says: 'not the token of this newsroom' },
    { token: 'the-token-and-more', says: 'not the token of this newsroom' },
  ])('refuses "$token" in words, and makes no session', async ({ token, says }) => {
    const response = await visitor().signIn(token)
    expect(response.status).toBe(401)
    const html = await response.text()
    expect(html).toContain(says)
    expect(html).toContain('aria-invalid="true"')
    expect(await rowsOf('sessions')).toEqual([])
  })

  it('who is signed in already goes on', async () => {
    const operator = await signedIn()
    const response = await operator.get('/admin/sign-in?to=/admin/sources')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/admin/sources'])
  })
})

describe('a page of the desk', () => {
  it('asks who is not signed in to sign in, and remembers where they wanted to go', async () => {
    const response = await visitor().get('/admin/sources?state=failing')
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/admin/sign-in?to=%2Fadmin%2Fsources%3Fstate%3Dfailing',
    ])
  })

  it('asks again from here when a link from elsewhere led to it, for then no cookie came', async () => {
    const response = await visitor().get('/admin/sources', { 'sec-fetch-site': 'cross-site' })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(
      'http-equiv="refresh" content="0; url=/admin/sign-in?to=%2Fadmin%2Fsources"',
    )
  })

  it.each(['/admin', '/admin/sign-in', '/admin/nowhere', '/admin/sources'])(
    '%s is kept by nobody, found by nobody, framed by nobody, and runs nothing but ours',
    async (path) => {
      for (const response of [await visitor().get(path), await (await signedIn()).get(path)]) {
        const headers = Object.fromEntries(response.headers)
        expect(headers).toMatchObject({
          'cache-control': 'no-store',
          'x-robots-tag': 'noindex, nofollow',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        expect(headers['content-security-policy']).toBe(
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        expect(headers).not.toHaveProperty('access-control-allow-origin')
      }
    },
  )

  it('is no longer to be had once its session has ended', async () => {
    const operator = await signedIn()
    expect((await operator.get('/admin')).status).toBe(200)
    vi.useFakeTimers({ now: Date.now() + 12 * 3600 * 1000 + 1000, toFake: ['Date'] })
    expect((await operator.get('/admin')).status).toBe(303)
  })

  it('says what to set where no token is', async () => {
    const { ADMIN_TOKEN: _, ...without } = env
    const response = await worker.fetch(
      new Request(`${SITE}/admin`) as Parameters<typeof worker.fetch>[0],
      without,
      createExecutionContext(),
    )
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npx wrangler secret put ADMIN_TOKEN')
  })
})

describe('signing out', () => {
  it('ends the session for whoever has a copy of its cookie too', async () => {
    const operator = await signedIn()
    const copy = visitor()
    for (const [name, value] of operator.jar) copy.jar.set(name, value)
    expect((await copy.get('/admin')).status).toBe(200)

    const response = await operator.send('/admin/sign-out')

    expect(response.headers.get('location')).toBe('/admin/sign-in')
    expect(operator.jar.has('__Host-desk')).toBe(false)
    expect((await copy.get('/admin')).status).toBe(303)
    expect(await rowsOf('sessions')).toEqual([])
  })
})

describe('a session', () => {
  it.each([
    { what: 'another id', change: (value: string) => `A${value.slice(1)}` },
    { what: 'another signature', change: (value: string) => `${value.slice(0, -3)}AAA` },
    { what: 'no signature', change: (value: string) => value.split('.')[0] ?? '' },
    { what: 'nothing', change: () => '' },
  ])('is not one with $what', async ({ change }) => {
    const operator = await signedIn()
    operator.jar.set('__Host-desk', change(operator.jar.get('__Host-desk') ?? ''))
    expect((await operator.get('/admin')).status).toBe(303)
  })

  it('ends when the token is changed', async () => {
    const operator = await signedIn()
    const cookie = `__Host-desk=${operator.jar.get('__Host-desk')}`
    const statusWith = async (ADMIN_TOKEN: string) =>
      (
        await worker.fetch(
          new Request(`${SITE}/admin`, { headers: { cookie }, redirect: 'manual' }) as Parameters<
            typeof worker.fetch
          >[0],
          { ...env, ADMIN_TOKEN },
          createExecutionContext(),
        )
      ).status
    expect(await statusWith('the-token')).toBe(200)
    expect(await statusWith('another')).toBe(303)
  })
})

describe('a form', () => {
  const cases = [
    {
      from: 'another site',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      status: 403,
    },
    {
      from: 'a neighbour on the same domain',
      headers: { 'sec-fetch-site': 'same-site', origin: 'https://evil.despatch.example' },
      status: 403,
    },
    {
      from: 'another site in an old browser',
      headers: { 'sec-fetch-site': '', origin: 'https://evil.example' },
      status: 403,
    },
    { from: 'a page without an origin', headers: { origin: 'null' }, status: 403 },
    { from: 'here, with the token of no session', headers: {}, token: 'x', status: 403 },
    { from: 'here, without a token', headers: {}, token: '', status: 403 },
    { from: 'here, as JSON', headers: { 'content-type': 'application/json' }, status: 400 },
    {
      from: 'here, as what it says it is not',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      status: 400,
    },
    { from: 'here', headers: {}, status: 303 },
  ] satisfies { from: string; headers: Record<string, string>; token?: string; status: number }[]

  it.each(cases)('from $from is answered with $status', async ({ headers, token, status }) => {
    const operator = await signedIn()
    const formToken = token ?? (await operator.formToken())
    const before = await rowsOf('sessions')
    const response = await operator.post('/admin/sign-out', { 'form-token': formToken }, headers)
    const isRefused = status !== 303
    expect(response.status).toBe(status)
    expect(await rowsOf('sessions')).toEqual(isRefused ? before : [])
    expect((await response.text()).includes('Nothing was changed')).toBe(isRefused)
  })

  it('that is too large is not read', async () => {
    const operator = await signedIn()
    const fields = { text: 'x'.repeat(10_100_000) }
    const response = await operator.send('/admin/opml', fields)
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('A form may have 10 MB. Nothing was changed.')
  })

  it('of another session is not this one’s', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    const response = await one.post('/admin/sign-out', { 'form-token': await other.formToken() })
    expect(response.status).toBe(403)
  })

  it('of somebody who is not signed in changes nothing, and says what to do', async () => {
    const response = await visitor().post('/admin/sign-out', { 'form-token': 'x' })
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('Nothing was changed')
  })
})

describe('guessing', () => {
  const start = new Date('2026-11-23T10:00:00Z')
  const at = (seconds: number) =>
    vi.useFakeTimers({ now: start.getTime() + seconds * 1000, toFake: ['Date'] })

  it('from one address takes longer each time, is told how long, and is over with the right token', async () => {
    const guesser = visitor()
    const told: unknown[] = []
    const guess = async (seconds: number, token: string) => {
      at(seconds)
      const response = await guesser.signIn(token)
      told.push([seconds, response.status, response.headers.get('retry-after')])
      return response
    }
    for (const seconds of [0, 0, 0, 0]) await guess(seconds, 'wrong')
    const refused = await guess(0, 'wrong')
    expect(await refused.text()).toContain(
      'Too many wrong tokens: the next one is looked at in 2 seconds.',
    )
    await guess(1, 'the-token')
    await guess(2, 'wrong')
    await guess(4, 'the-token')
    await guess(6, 'the-token')
    await guess(6, 'wrong')
    expect(told).toEqual([
      [0, 401, null],
      [0, 401, null],
      [0, 401, null],
      [0, 401, null],
      [0, 429, '2'],
      [1, 429, '1'],
      [2, 401, null],
      [4, 429, '2'],
      [6, 303, null],
      [6, 401, null],
    ])
  })

  it('waits an hour at most', async () => {
    at(0)
    await env.DB.prepare(`INSERT INTO guesses VALUES ('198.51.100.7', 500, ?, NULL)`)
      .bind('2026-11-23T10:00:00Z')
      .run()
    expect((await visitor().signIn()).headers.get('retry-after')).toBe('3600')
    at(3600)
    expect((await visitor().signIn()).status).toBe(303)
  })

  it('from one address holds up no other, unless it is of the same network', async () => {
    at(0)
    const guesser = visitor('2001:db8:1:2::1')
    for (let i = 0; i < 5; i++) await guesser.signIn('wrong')
    expect((await guesser.signIn()).status).toBe(429)
    expect((await visitor('2001:db8:1:2:ffff::9').signIn()).status).toBe(429)
    expect((await visitor('2001:db8:1:3::1').signIn()).status).toBe(303)
    expect((await visitor('198.51.100.8').signIn()).status).toBe(303)
  })

  it('from everywhere holds up strangers, and not who has signed in from there before', async () => {
    at(0)
    const known = visitor('198.51.100.1')
    await known.signIn()
    for (let i = 0; i < 50; i++) await visitor(`203.0.113.${i}`).signIn('wrong')
    const stranger = await visitor('198.51.100.2').signIn()
    expect([stranger.status, stranger.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await known.signIn()).status).toBe(303)
  })

  it('many at once are looked at no more often', async () => {
    at(0)
    const answers = await Promise.all(
      Array.from({ length: 30 }, async () => (await visitor().signIn('wrong')).status),
    )
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(4)
    expect(await env.DB.prepare(`SELECT max(wrong) AS wrong FROM guesses`).first()).toEqual({
      wrong: answers.filter((status) => status === 401).length,
    })
  })

  it('is forgotten after a day', async () => {
    at(0)
    for (let i = 0; i < 4; i++) await visitor('203.0.113.1').signIn('wrong')
    await visitor('203.0.113.2').signIn('wrong')
    at(25 * 3600)
    await visitor('203.0.113.1').signIn('wrong')
    expect(await rowsOf('guesses')).toMatchObject([
      { address: '', wrong: 1 },
      { address: '203.0.113.1', wrong: 1 },
    ])
  })
})

it('the public address of the newsroom says nothing of the desk', async () => {
  expect(await (await get('/')).text()).not.toContain('/admin')
})
