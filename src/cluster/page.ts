import list from '../../data/mirrors.json' with { type: 'json' }

const MIRRORS = new Map(list.mirrors.map(({ host, of }) => [host, of]))

/** `en.m.wikipedia.org`, `mobile.nytimes.com`, `amp.cnn.com`: one page for other screens. */
const FOR_OTHER_SCREENS = /^(?:www|m|mobile|amp)\.(?=[^.]+\.)|(?<=^[^.]{2,3}\.)m\.(?=[^.]+\.)/

/** Google's copies of AMP pages name the page behind `/c/` or `/amp/`, and `s/` where it is https. */
const AMP_COPY = /^\/(?:amp|c)\/(?:s\/)?([^/]+\.[^/]+)(\/.*)?$/
const AMP_HOSTS = /(?:^|\.)(?:google\.[a-z.]{2,6}|cdn\.ampproject\.org)$/

const AMP_PATH = /\/amp(?=\/?$)|(?<=\/)amp\/(?=.)|\.amp(?=(?:\.html?)?$)/
const AMP_PARAMETERS = new Set(['amp', 'outputtype', 'output', 'amp_js_v', 'usqp'])
const INDEX = /\/(?:index|default)\.(?:html?|php|aspx?)$/

const isAmp = (name: string, value: string) =>
  AMP_PARAMETERS.has(name.toLowerCase()) && /^(?:|1|true|amp|mq331.*|0\..*)$/i.test(value)

function hostOf(host: string): string {
  const bare = host.replace(FOR_OTHER_SCREENS, '').replace(FOR_OTHER_SCREENS, '')
  return MIRRORS.get(bare) ?? bare
}

/** Parameters in one order: no server that we know of serves another page for another order. */
function queryOf(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name, value]) => !isAmp(name, value))
  const written = new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))))
  return kept.length === 0 ? '' : `?${written.toString()}`
}

/**
 * A page under one name, however it was linked to: over http or https, with `www.` or a slash at
 * the end or without, for a telephone, as AMP, at a mirror of `data/mirrors.json`. Undefined for
 * what is no page of its own, such as the front page of a site, to which many entries may lead.
 *
 * @param url without tracking parameters, as an entry's are.
 */
export function pageOf(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined
  const [, host, path] = AMP_HOSTS.test(parsed.hostname)
    ? (AMP_COPY.exec(parsed.pathname) ?? [])
    : []
  if (host !== undefined) return pageOf(`https://${host}${path ?? '/'}${parsed.search}`)
  const name = parsed.pathname.replace(AMP_PATH, '').replace(INDEX, '/').replace(/\/+$/, '')
  const query = queryOf(parsed.searchParams)
  if (name === '' && query === '') return undefined
  const port = parsed.port === '' ? '' : `:${parsed.port}`
  // A fragment stays: changelogs and live pages tell their entries apart by it.
  return `${hostOf(parsed.hostname)}${port}${name}${query}${parsed.hash}`
}
