import * as v from 'valibot'
import { closedObject } from './closed-object.ts'

const count = (most: number) =>
  v.pipe(
    v.number('expected a number'),
    v.integer('expected a whole number'),
    v.minValue(1, 'expected at least 1'),
    v.maxValue(most, `expected at most ${most}`),
  )

/** How long entries are kept. Both must hold of what stays; an empty one keeps for ever. */
export const Keep = v.pipe(
  closedObject({
    days: v.optional(v.pipe(count(36_500), v.description('Entries no older than so many days'))),
    entries: v.optional(v.pipe(count(1_000_000), v.description('The newest so many entries'))),
  }),
  v.description('How long entries are kept; your own entries always are'),
)
export type Keep = v.InferOutput<typeof Keep>
