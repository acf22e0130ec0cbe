import type { Context } from 'hono'
import * as v from 'valibot'
import type { Fault } from '../domain/fault.ts'
import { unfitJson } from '../web/i-json.ts'
import { parseMediaType } from '../web/media-type.ts'
import { problem } from './problem.ts'

/** The body of a request, or undefined when it is larger than it may be. */
export async function bodyWithin(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length')) > maxBytes) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks.map((chunk) => Uint8Array.from(chunk))).arrayBuffer())
}

const tooLarge = (c: Context, maxBytes: number) =>
  problem(c, 413, `The body may have at most ${maxBytes / 1e6} MB.`)

/** A body as it came, or the answer that says why it is not taken. */
type Taken = { ok: true; bytes: Uint8Array } | { ok: false; response: Response }

/** Reads a body, whatever is in it. RFC 9110 §8.4: what is compressed would have to be opened first. */
export async function bytesBody(c: Context, maxBytes: number): Promise<Taken> {
  const coding = c.req.header('content-encoding')?.trim().toLowerCase() || 'identity'
  if (coding !== 'identity') {
    c.header('accept-encoding', 'identity')
    return { ok: false, response: problem(c, 415, `Send the body as it is, without ${coding}.`) }
  }
  const bytes = await bodyWithin(c.req.raw, maxBytes)
  return bytes ? { ok: true, bytes } : { ok: false, response: tooLarge(c, maxBytes) }
}

/** What a client says that knows only bytes or text, curl's `-d` among them: then nothing was said. */
const SAYS_NOTHING = new Set([
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'text/plain',
])

/** Why a body of this type cannot be JSON, in words. RFC 8259 §8.1: JSON is UTF-8. */
function whyNotJson(contentType: string | undefined): string | undefined {
  const { essence = '', charset = 'utf-8' } = parseMediaType(contentType) ?? {}
  const isJson = essence === '' || /[/+]json$/.test(essence) || SAYS_NOTHING.has(essence)
  if (!isJson) return `${essence} is not JSON: send application/json.`
  return /^(?:utf-?8|us-ascii)$/.test(charset) ? undefined : `JSON is UTF-8, and not ${charset}.`
}

/** A body that was parsed, or the answer that says what is wrong with it. */
type Parsed<T> = { ok: true; value: T } | { ok: false; response: Response }

/** Reads a JSON body by its schema; whatever is wrong with it is told by its place. */
export async function jsonBody<const S extends v.GenericSchema>(
  c: Context,
  schema: S,
  maxBytes: number,
): Promise<Parsed<v.InferOutput<S>>> {
  const whyNot = whyNotJson(c.req.header('content-type'))
  if (whyNot !== undefined) return { ok: false, response: problem(c, 415, whyNot) }
  const body = await bytesBody(c, maxBytes)
  if (!body.ok) return body
  let json: unknown
  try {
    json = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body.bytes),
    )
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return { ok: false, response: problem(c, 400, `The body is not JSON in UTF-8: ${why}`) }
  }
  const unfit = unfitJson(json)
  if (unfit) return { ok: false, response: refused(c, [unfit]) }
  const result = v.safeParse(schema, json)
  if (result.success) return { ok: true, value: result.output }
  return { ok: false, response: refused(c, result.issues.map(faultOf)) }
}

const faultOf = (issue: v.BaseIssue<unknown>): Fault => ({
  where: v.getDotPath(issue) ?? 'body',
  what: issue.message,
})

/** The answer to a body in which something is wrong, each fault with its place. */
export function refused(c: Context, faults: readonly Fault[]): Response {
  const [first] = faults
  const detail = first ? `${first.where}: ${first.what}` : 'The body is not what was expected.'
  return problem(c, 422, detail, { faults })
}
