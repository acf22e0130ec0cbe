import { isNamedPrivate, privateRefusal, refusalToFetch } from '../web/public-host.ts'
import type { Resolve } from './dns-over-https.ts'

/** Why a URL is not asked. */
export interface Refused {
  reason: string
  isUnreachable?: true
}

/**
 * Whether a URL may be asked, by its words and by what its name stands for; undefined when it may.
 *
 * @param resolve what a name stands for; undefined leaves names unchecked.
 * @param ownOrigin the newsroom's own, which is never asked.
 */
export async function refusal(
  url: URL,
  privateHosts: readonly string[],
  resolve?: Resolve,
  ownOrigin?: string,
): Promise<Refused | undefined> {
  const refused = refusalToFetch(url, privateHosts, ownOrigin)
  if (refused !== undefined) return { reason: `not asked: ${refused}` }
  if (isNamedPrivate(url, privateHosts)) return undefined
  const found = await resolve?.(url.hostname)
  if (found === 'private') return { reason: `not asked: ${privateRefusal(url.hostname)}` }
  if (found === 'no such name')
    return { reason: `there is no host of the name ${url.hostname} (DNS)`, isUnreachable: true }
  return undefined
}
