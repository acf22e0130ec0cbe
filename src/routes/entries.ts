import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { closedObject } from '../domain/closed-object.ts'
import type { Standing, StoryStore } from '../domain/story-store.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'

export interface EntryRoutesDeps extends Pick<StoryStore, 'standing'> {
  decide: (key: string, duplicateOf: string | null) => Promise<void>
  maxBytes: number
}

const EntryPatch = closedObject({
  duplicateOf: v.nullable(v.string('expected the key of another entry, or null')),
})

/** An entry as its operator sees it: with what it duplicates, or is duplicated by, and why. */
function shown([entry, ...others]: [Standing, ...Standing[]]) {
  const { lead, because, ...rest } = entry
  return {
    ...rest,
    duplicateOf: lead,
    because: lead === null ? null : because,
    duplicates: others
      .filter((other) => other.lead === entry.key)
      .map(({ key, url, title, source, withdrawnAt, because: why }) => ({
        key,
        url,
        title,
        source,
        withdrawnAt,
        because: why,
      })),
  }
}

const noSuchEntry = (c: Context, key: string) => problem(c, 404, `There is no entry "${key}".`)

/** The operator's view of entries, and the operator's word on which tell the same. */
export function entryRoutes({ standing, decide, maxBytes }: EntryRoutesDeps) {
  async function respond(c: Context, key: string) {
    const [entry, ...others] = await standing(key)
    return entry ? c.json(shown([entry, ...others])) : noSuchEntry(c, key)
  }

  return new Hono()
    .get('/:key', (c) => respond(c, c.req.param('key')))

    .patch('/:key', async (c) => {
      const key = c.req.param('key')
      const body = await jsonBody(c, EntryPatch, maxBytes)
      if (!body.ok) return body.response
      const { duplicateOf } = body.value
      if ((await standing(key)).length === 0) return noSuchEntry(c, key)
      if (duplicateOf === key)
        return problem(c, 422, 'duplicateOf: an entry is not its own duplicate')
      if (duplicateOf !== null && (await standing(duplicateOf)).length === 0)
        return problem(c, 422, `duplicateOf: there is no entry "${duplicateOf}"`)
      await decide(key, duplicateOf)
      return respond(c, key)
    })
}
