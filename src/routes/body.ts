import type { Context } from 'hono'
import * as v from 'valibot'
import { problem } from './problem.ts'

/** The body of a request, or undefined when it is larger than it may be. */
export async function bodyWithin(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks.map((chunk) => Uint8Array.from(chunk))).arrayBuffer())
}

export const tooLarge = (c: Context, maxBytes: number) =>
  problem(c, 413, `The body may have at most ${maxBytes / 1e6} MB.`)

/** A body that was parsed, or the answer that says what is wrong with it. */
type Parsed<T> = { ok: true; value: T } | { ok: false; response: Response }

/** Reads a JSON body by its schema; whatever is wrong with it is told by its place. */
export async function jsonBody<const S extends v.GenericSchema>(
  c: Context,
  schema: S,
  maxBytes: number,
): Promise<Parsed<v.InferOutput<S>>> {
  const body = await bodyWithin(c.req.raw, maxBytes)
  if (!body) return { ok: false, response: tooLarge(c, maxBytes) }
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch (error) {
    const response = problem(
      c,
      400,
      `The body is not JSON: ${error instanceof Error ? error.message : ''}`,
    )
    return { ok: false, response }
  }
  const result = v.safeParse(schema, json)
  if (result.success) return { ok: true, value: result.output }
  const faults = result.issues.map((issue) => ({
    where: v.getDotPath(issue) ?? 'body',
    what: issue.message,
  }))
  return { ok: false, response: refused(c, faults) }
}

/** The answer to a body in which something is wrong, each fault with its place. */
export function refused(c: Context, faults: { where: string; what: string }[]): Response {
  const [first] = faults
  const detail = first ? `${first.where}: ${first.what}` : 'The body is not what was expected.'
  return problem(c, 422, detail, { faults })
}
