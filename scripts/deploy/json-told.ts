import * as v from 'valibot'
import { Refusal } from '../settings.ts'

/** What a command of wrangler's printed as JSON; a banner or a warning may stand before it. */
export function jsonTold<S extends v.GenericSchema>(
  schema: S,
  stdout: string,
  command: string,
): v.InferOutput<S> {
  const begins = stdout.search(/^[[{]/m)
  try {
    return v.parse(schema, JSON.parse(stdout.slice(Math.max(begins, 0))))
  } catch (error) {
    throw new Refusal(
      `"wrangler ${command}" answered otherwise than it is known to (${String(error)}):\n${stdout}`,
    )
  }
}
