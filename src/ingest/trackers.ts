import list from '../../data/trackers.json' with { type: 'json' }

/** The beginnings of paths that a host's trackers have; a host without a path is one as a whole. */
const BY_HOST = new Map<string, RegExp[]>()
for (const { host, path = '/' } of list.trackers) {
  const escaped = path.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  const beginning = new RegExp(`^${escaped.replaceAll('*', '[^?]*')}`, 'i')
  BY_HOST.set(host, [...(BY_HOST.get(host) ?? []), beginning])
}

/** RFC 1035 §2.3.4; a longer one is nowhere, and has more domains above it than anyone should look up. */
const LONGEST_NAME = 255

/** A host, the domains above it, and the name of all. */
function* domainsOf(host: string): Generator<string> {
  let domain = host.toLowerCase()
  for (;;) {
    yield domain
    const dot = domain.indexOf('.')
    if (dot < 0) break
    domain = domain.slice(dot + 1)
  }
  yield '*'
}

/** Whether a picture or a frame from there counts readers or is a button of somebody else. */
export function isTracker(url: string): boolean {
  const match = /^\s*(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?([^?#]*)/i.exec(url)
  if (!match) return false
  const [, host = '', path = ''] = match
  if (host.length > LONGEST_NAME) return false
  for (const domain of domainsOf(host))
    if (BY_HOST.get(domain)?.some((beginning) => beginning.test(path || '/'))) return true
  return false
}
