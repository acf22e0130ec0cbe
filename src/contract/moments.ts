import * as v from 'valibot'

/** A moment of our own or of a publisher's, in UTC. */
export const At = v.pipe(v.string(), v.description('RFC 3339, in UTC'))

/** Where the rest of a list begins. */
export const Next = v.pipe(
  v.nullable(v.string()),
  v.description('Send it as `after` for the rest; null: this is all'),
)

/** How many there are of something. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
