import * as v from 'valibot'

/** What a log line of the Worker's is read as; whatever else it has is for machines. */
const Line = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    message: v.string(),
    kind: v.string(),
    error: v.optional(v.object({ stack: v.optional(v.string()) })),
  }),
)

/**
 * What the runtime says of itself when a name has no address: stacks and error numbers of its own
 * making. What came of the poll is in the source's health, in words.
 */
const isOfTheRuntime = (message: string) => /^(?:workerd|kj|capnp)\/|wdErrId/.test(message)

/** Where something broke, below what broke. */
const placeOf = (stack: string) => stack.split('\n').slice(1)

/**
 * A line as the person at the terminal reads it: "12:00:03 poll guardian: 3 new, next in 15 minutes".
 *
 * @param style `json` leaves the lines as they are, for what reads them.
 * @returns undefined for what nobody needs to read.
 */
export function terminalLine(
  { timestamp, message }: { timestamp: number; message: string },
  style: 'lines' | 'json',
): string | undefined {
  if (isOfTheRuntime(message)) return undefined
  const line = v.safeParse(Line, message)
  if (!line.success || style === 'json') return message
  const time = new Date(timestamp).toTimeString().slice(0, 8)
  const stack = line.output.error?.stack
  return [`${time} ${line.output.message}`, ...(stack === undefined ? [] : placeOf(stack))].join(
    '\n',
  )
}
