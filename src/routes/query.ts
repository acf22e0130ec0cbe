import type { Context } from 'hono'
import * as v from 'valibot'
import { problem } from './problem.ts'

type Read<E extends v.ObjectEntries> =
  | { ok: true; value: v.InferOutput<v.ObjectSchema<E, undefined>> }
  | { ok: false; response: Response }

/** Whether a parameter is meant as a number: what stands in an address is text. */
function isNumeric(schema: v.ObjectEntries[string]): boolean {
  if ('wrapped' in schema) return isNumeric(schema.wrapped)
  return schema.type === 'number'
}

/** The parameters of an address by their schemas; what is not known is passed over. */
export function queryOf<const E extends v.ObjectEntries>(c: Context, entries: E): Read<E> {
  const given = Object.entries(entries).flatMap(([name, schema]) => {
    const text = c.req.query(name)
    if (text === undefined) return []
    return [[name, isNumeric(schema) && /^-?\d{1,15}$/.test(text) ? Number(text) : text] as const]
  })
  const result = v.safeParse(v.object(entries), Object.fromEntries(given))
  if (result.success) return { ok: true, value: result.output }
  const faults = result.issues.map((issue) => ({
    where: v.getDotPath(issue) ?? 'query',
    what: issue.message,
  }))
  const detail = faults.map(({ where, what }) => `"${where}": ${what}`).join('; ')
  return {
    ok: false,
    response: problem(c, 400, `The query cannot be read: ${detail}.`, { faults }),
  }
}
