import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { undescribed } from '../support/workerd/described.ts'
import { operatorHeaders } from '../support/workerd/newsroom.ts'
import {
  ask,
  type Call,
  dump,
  exampleNewsroom,
  OPERATOR_CALLS,
} from '../support/workerd/operations.ts'
import { reset } from '../support/workerd/reset.ts'

async function anew() {
  await reset()
  await exampleNewsroom()
}

// One newsroom for all that leaves it as it was.
beforeAll(anew)
afterAll(() => vi.unstubAllGlobals())

const JSON_CALLS = OPERATOR_CALLS.filter(({ operation }) => {
  const { body } = operation.example ?? {}
  return body !== undefined && typeof body !== 'string'
})
const BODY_CALLS = OPERATOR_CALLS.filter(({ operation }) => operation.body)
const PATH_CALLS = OPERATOR_CALLS.filter(({ template }) => template.includes('{'))

interface Problem {
  status: number
  detail: string
  faults?: { where: string; what: string }[]
}

/** That a request is refused as described, in words, and leaves everything as it was. */
async function refused(call: Call, status: number, given: Parameters<typeof ask>[1]) {
  const response = await ask(call, given)
  const answered = { call: call.call, status: response.status }
  expect(answered).toEqual({ call: call.call, status })
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(await undescribed(call.call, response.clone())).toBeUndefined()
  const problem = await response.json<Problem>()
  expect(problem.status).toBe(status)
  expect(problem.detail).not.toBe('')
  return { response, problem }
}

/** The tables in which an attempt has left something. */
async function writtenBy(attempt: () => Promise<void>): Promise<string[]> {
  const before = await dump()
  await attempt()
  const after = await dump()
  return Object.keys(after).filter((table) => after[table] !== before[table])
}

describe('without the token of the operator', () => {
  const form = (type: string, body: string) => ({
    headers: { origin: 'https://evil.example', 'content-type': type },
    body,
  })
  it.each([
    { who: 'nobody', given: { headers: {} } },
    { who: 'a wrong token', given: { headers: { authorization: 'Bearer wrong' } } },
    { who: 'an empty token', given: { headers: { authorization: 'Bearer ' } } },
    { who: 'another scheme', given: { headers: { authorization: 'Basic dGhlLXRva2Vu' } } },
    {
      who: 'a form of another origin as text',
      given: form('text/plain', '{"url":"https://x.example/"}'),
    },
    {
      who: 'an urlencoded form',
      given: form('application/x-www-form-urlencoded', 'url=https://x.example/'),
    },
    { who: 'a multipart form', given: form('multipart/form-data; boundary=x', '--x--') },
  ])('$who gets 401 from every operation, and nothing is written', async ({ given }) => {
    const written = await writtenBy(async () => {
      for (const call of OPERATOR_CALLS) {
        const { response } = await refused(call, 401, given)
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      }
    })
    expect(written).toEqual([])
  })
})

describe('a body that cannot be read', () => {
  const headers = (more: Record<string, string>) => ({ ...operatorHeaders, ...more })
  it.each([
    {
      what: 'larger than it may be',
      calls: BODY_CALLS,
      status: 413,
      given: { body: new Uint8Array(10_000_001) },
    },
    {
      what: 'compressed',
      calls: BODY_CALLS,
      status: 415,
      given: { body: '{}', headers: headers({ 'content-encoding': 'gzip' }) },
    },
    {
      what: 'a multipart form',
      calls: JSON_CALLS,
      status: 415,
      given: { headers: headers({ 'content-type': 'multipart/form-data; boundary=x' }) },
    },
    {
      what: 'JSON in UTF-16',
      calls: JSON_CALLS,
      status: 415,
      given: { headers: headers({ 'content-type': 'application/json; charset=utf-16' }) },
    },
    { what: 'broken off', calls: JSON_CALLS, status: 400, given: { body: '{"url":' } },
    { what: 'empty', calls: JSON_CALLS, status: 400, given: { body: '' } },
    {
      what: 'no UTF-8',
      calls: JSON_CALLS,
      status: 400,
      given: { body: Uint8Array.of(0x22, 0xff, 0x22) },
    },
  ])('$what: $status from every operation that takes one', async ({ calls, status, given }) => {
    const written = await writtenBy(async () => {
      for (const call of calls) await refused(call, status, given)
    })
    expect(written).toEqual([])
  })
})

/** Every place in a body where a value stands that is no object, by the path to it. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]))
}

/** The same body with something else in one place. */
function withAt(value: unknown, [name, ...rest]: string[], other: unknown): unknown {
  if (name === undefined) return other
  if (Array.isArray(value))
    return value.map((part, i) =>
      String(i) === name ? withAt(part, rest, other) : (part as unknown),
    )
  const object = value as Record<string, unknown>
  return { ...object, [name]: withAt(object[name], rest, other) }
}

describe('a body that is not what was expected: 422 that says where, and nothing is written', () => {
  it.each(['[]', '"text"', '7', 'null', 'true'])('%s', async (body) => {
    const written = await writtenBy(async () => {
      for (const call of JSON_CALLS) await refused(call, 422, { body })
    })
    expect(written).toEqual([])
  })

  it.each([
    { what: 'a member nobody knows', text: '"surplus":1', where: /./ },
    {
      what: 'an object’s own prototype',
      text: '"__proto__":{"isAdmin":true}',
      where: /^__proto__$/,
    },
    { what: 'a constructor', text: '"constructor":{"prototype":{}}', where: /^constructor$/ },
    { what: 'a number beyond all numbers', text: '"threshold":1e400', where: /^threshold$/ },
    { what: 'half a character', text: '"title":"\\ud83d"', where: /^title$/ },
    { what: 'half a character as a name', text: '"\\ud83d":1', where: /./ },
    { what: 'a control character', text: '"title":"a\\u0000b"', where: /^title$/ },
    {
      what: 'endless nesting',
      text: `"rule":${'['.repeat(5000)}${']'.repeat(5000)}`,
      where: /^rule/,
    },
    {
      what: 'endless nesting of objects',
      text: `"rule":${'{"all":[{"any":['.repeat(3000)}"x"${']}]}'.repeat(3000)}`,
      where: /^rule/,
    },
  ])('$what', async ({ text, where }) => {
    const written = await writtenBy(async () => {
      for (const call of JSON_CALLS) {
        const { example } = call.operation
        const body = JSON.stringify(example?.body).replace(/\}$/, `,${text}}`)
        const { problem } = await refused(call, 422, { body })
        expect(problem.faults?.[0]?.where ?? '').toMatch(where)
      }
    })
    expect(written).toEqual([])
  })

  it.each(JSON_CALLS)('$call with another type in any place', async (call) => {
    const { body } = call.operation.example ?? {}
    const written = await writtenBy(async () => {
      for (const path of leaves(body)) {
        const { problem } = await refused(call, 422, {
          body: JSON.stringify(withAt(body, path, { a: [1] })),
        })
        const { where = '' } = problem.faults?.[0] ?? {}
        expect(where === 'body' || path.join('.').startsWith(where)).toBe(true)
      }
    })
    expect(written).toEqual([])
  })
})

describe('attacks as text, in any place of a body', () => {
  beforeEach(anew)
  afterAll(anew)

  const HOSTILE = [
    "'; DROP TABLE sources; --",
    '" OR 1=1 --',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '${7*7}{{7*7}}%s%n../../etc/passwd',
    '\u202eevil\u200b\ufeff',
    'x'.repeat(20_000),
  ]

  it.each(JSON_CALLS)('$call: refused as described, or kept as the text it is', async (call) => {
    const { body } = call.operation.example ?? {}
    let before = await dump()
    for (const path of leaves(body))
      for (const hostile of HOSTILE) {
        const response = await ask(call, { body: JSON.stringify(withAt(body, path, hostile)) })
        const { status } = response
        expect(await undescribed(call.call, response)).toBeUndefined()
        expect(status).not.toBe(500)
        const after = await dump()
        expect(Object.keys(after)).toEqual(Object.keys(before))
        expect(status < 400 ? before : after).toEqual(before)
        before = after
      }
  })
})

describe('an address that names nothing', () => {
  const NAMES = [
    "'; DROP TABLE sources; --",
    '<script>alert(1)</script>',
    '__proto__',
    '\u0000',
    '🚢',
    'x'.repeat(5000),
    '..%2f..%2f',
  ]

  it.each(PATH_CALLS)('$call', async (call) => {
    const written = await writtenBy(async () => {
      for (const name of NAMES) {
        const path = call.template.replace(/\{\w+\}/, encodeURIComponent(name))
        const response = await ask(call, { path })
        expect([404, 422]).toContain(response.status)
        expect(await undescribed(call.call, response)).toBeUndefined()
      }
    })
    expect(written).toEqual([])
  })

  it.each(PATH_CALLS)('$call with broken percent-encoding: 400', async (call) => {
    const written = await writtenBy(async () => {
      for (const name of ['%', '%zz', '%ff', '%ed%a0%80'])
        await refused(call, 400, { path: call.template.replace(/\{\w+\}/, name) })
    })
    expect(written).toEqual([])
  })

  it.each(OPERATOR_CALLS)('$call with a broken query: 400', async (call) => {
    const { path = call.template } = call.operation.example ?? {}
    const { problem } = await refused(call, 400, { path: `${path.split('?')[0]}?q=%ff` })
    expect(problem.detail).toContain('percent-encoding')
  })
})

describe('another method', () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
  const byTemplate = Map.groupBy(OPERATOR_CALLS, ({ template }) => template)

  it.each([...byTemplate.keys()])('of %s: 405 that says what is allowed', async (template) => {
    const here = byTemplate.get(template) ?? []
    const taken = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    const allow = new Set([...taken, 'OPTIONS'])
    const written = await writtenBy(async () => {
      for (const method of METHODS.filter((each) => !taken.includes(each))) {
        const [call] = here
        if (!call) continue
        const response = await ask({ ...call, method }, { body: '{}', headers: operatorHeaders })
        expect({ method, status: response.status }).toEqual({ method, status: 405 })
        expect(new Set((response.headers.get('allow') ?? '').split(', '))).toEqual(allow)
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      }
    })
    expect(written).toEqual([])
  })

  it('OPTIONS is told what there is; an address that is not there is 404, with the token alone', async () => {
    const [call] = OPERATOR_CALLS
    if (!call) throw new Error('there are no operations')
    const options = await ask({ ...call, method: 'OPTIONS' }, { headers: operatorHeaders })
    expect(options.status).toBe(204)
    expect(options.headers.get('allow')).toContain('GET')
    for (const path of ['/api/nothing', '/api/sources/a/b/c'])
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
        const headers = operatorHeaders
        const missing = await ask({ ...call, method }, { path, headers, body: '{}' })
        expect(missing.status).toBe(404)
        expect(missing.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      }
  })
})
