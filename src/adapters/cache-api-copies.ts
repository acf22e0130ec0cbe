import * as v from 'valibot'
import { failureLine, type Log } from '../domain/log.ts'
import type { CopyStore, StoredCopy } from '../domain/stored-copy.ts'

/** All but its body, in one header field: none of it is of any meaning to the cache. */
const FIELD = 'despatch-copy'

const Label = v.pipe(
  v.string(),
  v.transform(decodeURIComponent),
  v.parseJson(),
  v.object({
    madeFrom: v.string(),
    etag: v.string(),
    lastModified: v.string(),
    headers: v.record(v.string(), v.string()),
  }),
)

const labelled = ({ body, ...label }: StoredCopy, seconds: number) =>
  new Response(body, {
    headers: {
      'cache-control': `public, max-age=${seconds}`,
      [FIELD]: encodeURIComponent(JSON.stringify(label)),
    },
  })

async function unlabelled(response: Response): Promise<StoredCopy> {
  const label = v.parse(Label, response.headers.get(FIELD))
  return { ...label, body: new Uint8Array(await response.arrayBuffer()) }
}

/**
 * Copies in the cache of the data centre, which all isolates there share:
 * https://developers.cloudflare.com/workers/runtime-apis/cache/
 *
 * A cache that fails is one that is empty: it must not take down what it is there to hold up.
 */
export function cacheApiCopies(cache: Pick<Cache, 'match' | 'put'>, log: Log): CopyStore {
  return {
    async find(address) {
      try {
        const response = await cache.match(address)
        return response && (await unlabelled(response))
      } catch (error) {
        log(failureLine('cache could not be read', error, { address }))
        return undefined
      }
    },

    async keep(address, copy, seconds) {
      try {
        await cache.put(address, labelled(copy, seconds))
      } catch (error) {
        log(failureLine('cache could not be written', error, { address }))
      }
    },
  }
}
