import fc from 'fast-check'
import openApi from '../../../src/contract/openapi.json' with { type: 'json' }
import { type Drawing, type JsonSchema, type Pool, valueOf } from '../schema-arbitrary.ts'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: JsonSchema
}

interface Described {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: JsonSchema }> }
  security?: unknown[]
}

/** A request to be sent, and the operation that is to answer it. */
export interface DrawnRequest {
  call: string
  path: string
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array
}

const ANYTHING = fc.oneof(
  fc.constantFrom('', '0', '-1', '1e9', 'null', '../..', '%', '"', 'ж', 'a'.repeat(300)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

/** Documents of strangers' formats, whole and broken. */
const DOCUMENTS = fc.oneof(
  fc.constantFrom(
    '<rss version="2.0"><channel><title>Ships</title><item><title>A frigate</title><guid>1</guid></item></channel></rss>',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:x:1</id><title>A train</title></entry></feed>',
    '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_text":"x"}]}',
    '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/><outline xmlUrl="nowhere"/></body></opml>',
    '<!doctype html><p>Hello',
    '<rss><channel><item><title>broken off',
    '{"format":"despatch"}\n{}\n',
    '',
  ),
  fc.uint8Array({ maxLength: 60 }),
)

/** The same JSON with something wrong somewhere in it. */
function spoiled(value: unknown, seed: number): unknown {
  if (typeof value !== 'object' || value === null || seed % 5 === 0)
    return [null, 7, '', [], {}, 'text', true, { a: { b: 1 } }][seed % 8]
  const names = Object.keys(value)
  const name = names[seed % Math.max(names.length, 1)]
  const next = Math.floor(seed / 7)
  if (Array.isArray(value))
    return value.map((part, i) => (String(i) === name ? spoiled(part, next) : (part as unknown)))
  const object = value as Record<string, unknown>
  if (name === undefined || seed % 11 === 1) return { ...object, surplus: seed }
  if (seed % 7 === 2) return Object.fromEntries(Object.entries(object).filter(([n]) => n !== name))
  return { ...object, [name]: spoiled(object[name], next) }
}

function bodyOf(schema: JsonSchema | undefined, drawing: Drawing) {
  if (!schema) return DOCUMENTS
  const valid = valueOf(schema, drawing)
  const text = valid.map((value) => JSON.stringify(value))
  return fc.oneof(
    { weight: 6, arbitrary: text },
    {
      weight: 3,
      arbitrary: fc
        .tuple(valid, fc.nat())
        .map(([value, seed]) => JSON.stringify(spoiled(value, seed)) ?? ''),
    },
    { weight: 1, arbitrary: text.map((json) => json.slice(0, json.length / 2)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  )
}

const parameterOf = ({ name, schema }: Parameter, drawing: Drawing) =>
  fc.oneof(
    { weight: 9, arbitrary: valueOf(schema, drawing, 0, name).map(String) },
    { weight: 1, arbitrary: ANYTHING },
  )

/** RFC 9110 §5.5: whatever else a field's value is, it is these characters. */
const fieldValue = (text: string) => text.replaceAll(/[^\u0020-\u007e]/g, '?').trim()

function requestOf(
  call: string,
  described: Described,
  drawing: Drawing,
): fc.Arbitrary<DrawnRequest> {
  const [method = '', template = ''] = call.split(' ')
  const { parameters = [], requestBody, security } = described
  const among = (where: Parameter['in']) => parameters.filter((one) => one.in === where)
  /** Few of those that need not be there: many at once are mostly wrong together. */
  const values = (where: Parameter['in'], atMost: number): fc.Arbitrary<Record<string, string>> => {
    const all = among(where)
    const needed = all.filter(({ required }) => required)
    return fc
      .subarray(
        all.filter(({ required }) => !required),
        { maxLength: Math.min(atMost, all.length - needed.length) },
      )
      .chain((chosen) =>
        fc.record(
          Object.fromEntries(
            [...needed, ...chosen].map((one) => [one.name, parameterOf(one, drawing)]),
          ),
          { noNullPrototype: true },
        ),
      )
  }
  const media = Object.entries(requestBody?.content ?? {})
  const body = media.map(([type, { schema }]) =>
    bodyOf(schema, drawing).map((content) => ({ type, content })),
  )
  return fc
    .record({
      path: values('path', 0),
      query: values('query', 2),
      header: values('header', 2),
      sent:
        body.length === 0
          ? fc.constant(undefined)
          : fc.option(fc.oneof(...body), { freq: 20, nil: undefined }),
      token: fc.constantFrom(...Array<string>(30).fill('the-token'), 'wrong'),
    })
    .map(({ path, query, header, sent, token }) => {
      const search = new URLSearchParams(query).toString()
      const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(path[name] || 'x').replaceAll('%2C', ','),
      )
      const fields = Object.entries(header)
      return {
        call,
        method,
        path: search === '' ? filled : `${filled}?${search}`,
        headers: {
          ...Object.fromEntries(fields.map(([name, text]) => [name, fieldValue(text)])),
          ...(security === undefined && { authorization: `Bearer ${token}` }),
          ...(sent && { 'content-type': sent.type }),
        },
        ...(sent && { body: sent.content }),
      }
    })
}

/** Requests of every operation that `/openapi.json` describes, as it describes them and not quite. */
export function arbitraryRequest(pool: Pool): fc.Arbitrary<DrawnRequest> {
  const components = openApi.components.schemas as unknown as Record<string, JsonSchema>
  const calls = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      requestOf(`${method.toUpperCase()} ${path}`, described as Described, { components, pool }),
    ),
  )
  return fc.oneof(...calls)
}
