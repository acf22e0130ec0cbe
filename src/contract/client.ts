import type * as v from 'valibot'
import type { BYTES } from './operation.ts'
import type { OPERATIONS } from './operations.ts'
import type { Problem } from './problem.ts'

type Operations = typeof OPERATIONS

/** A call by its method and path template: `GET /api/sources/{slug}`. */
export type Call = keyof Operations

type Inputs<E> = { [N in keyof E]: E[N] extends v.GenericSchema ? v.InferInput<E[N]> : never }

type OptionalNames<T> = { [N in keyof T]: undefined extends T[N] ? N : never }[keyof T]
/** What may be undefined may be left out. */
type Loose<T> = Omit<T, OptionalNames<T>> & { [N in OptionalNames<T>]?: T[N] | undefined }

type Part<Op, Name extends 'path' | 'query' | 'header'> =
  Op extends Record<Name, infer E> ? Loose<Inputs<E>> : unknown

/** A part that has to be given when something in it has. */
type Given<Name extends string, T> = unknown extends T
  ? unknown
  : object extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T }

/** JSON by its schema; what is bytes to us is bytes. */
type Sent<S> = S extends typeof BYTES
  ? string | Uint8Array
  : S extends v.GenericSchema
    ? v.InferInput<S>
    : never
type Body<Op> = Op extends { body: { media: infer M } }
  ? Op extends { isBodyOptional: true }
    ? { body?: Sent<M[keyof M]> }
    : { body: Sent<M[keyof M]> }
  : unknown

/** What a call needs and takes. */
export type Request<C extends Call> = Given<'path', Part<Operations[C], 'path'>> &
  Given<'query', Part<Operations[C], 'query'>> &
  Given<'headers', Part<Operations[C], 'header'>> &
  Body<Operations[C]>

type Received<S> = S extends typeof BYTES
  ? string
  : S extends v.GenericSchema
    ? v.InferOutput<S>
    : undefined

type Answers<A> = {
  [Status in keyof A]: A[Status] extends { media: infer M }
    ? {
        ok: true
        status: Status
        body: keyof M extends never ? undefined : Received<M[keyof M]>
        headers: Headers
      }
    : never
}[keyof A]

/** What came of a call: an answer by its status, or a problem. */
export type Answer<C extends Call> =
  | Answers<Operations[C]['answers']>
  | { ok: false; status: number; problem: Problem; headers: Headers }

export interface ClientOptions {
  /** `https://news.example.org` */
  baseUrl: string
  /** The ADMIN_TOKEN; without one only what is public can be asked. */
  token?: string | undefined
  /** How a request is sent: `fetch`, or another Worker's. */
  send: (request: globalThis.Request) => Promise<Response> | Response
}

type Said = Record<string, string | number | boolean | undefined>

interface AnyRequest {
  path?: Said
  query?: Said
  headers?: Said
  body?: unknown
}

/** Members that say nothing are not sent. */
const told = (values: Said = {}) =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )

function requestOf(call: string, given: AnyRequest, { baseUrl, token }: ClientOptions) {
  const [method = '', template = ''] = call.split(' ')
  const values = new Map(told(given.path))
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  )
  const query = new URLSearchParams(told(given.query).map(([name, value]) => [name, value]))
  const { body } = given
  const isBytes = typeof body === 'string' || body instanceof Uint8Array
  const headers = new Headers(told(given.headers).map(([name, value]) => [name, value]))
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  if (body !== undefined && !headers.has('content-type'))
    headers.set('content-type', isBytes ? 'application/octet-stream' : 'application/json')
  const search = query.size === 0 ? '' : `?${query.toString()}`
  return new Request(`${baseUrl.replace(/\/+$/, '')}${path}${search}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body: isBytes ? body : JSON.stringify(body) }),
  })
}

/** An answer that is none of ours: something stands between the newsroom and its client. */
export class UnexpectedAnswer extends Error {
  readonly status: number
  constructor(call: string, status: number, text: string) {
    super(`${call} was answered with ${status}: ${text.slice(0, 200)}`)
    this.name = 'UnexpectedAnswer'
    this.status = status
  }
}

async function answerOf(call: string, response: Response) {
  const { status, headers } = response
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  const text = await response.text()
  const body: unknown = /[/+]json$/.test(type) ? JSON.parse(text) : text === '' ? undefined : text
  if (type === 'application/problem+json') return { ok: false, status, problem: body, headers }
  if (status >= 400) throw new UnexpectedAnswer(call, status, text)
  return { ok: true, status, body, headers }
}

/**
 * A client whose calls and answers have the types of the description, by inference alone: nothing
 * is generated, and nothing of the description is in the program that uses it.
 *
 * A problem is a value, since the newsroom expects it and its caller should: the compiler asks for
 * `ok` before it gives the body. What is thrown is what nobody described.
 */
export function createClient(options: ClientOptions) {
  return async <C extends Call>(
    call: C,
    ...[given]: object extends Request<C> ? [Request<C>?] : [Request<C>]
  ): Promise<Answer<C>> => {
    const response = await options.send(requestOf(call, given ?? {}, options))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as described, which tests hold
    return (await answerOf(call, response)) as Answer<C>
  }
}

export type Client = ReturnType<typeof createClient>
