import list from '../../data/tracking-parameters.json' with { type: 'json' }

const NAMES = new Set<string>()
const PREFIXES: string[] = []
for (const { name } of list.parameters)
  if (name.endsWith('*')) PREFIXES.push(name.slice(0, -1))
  else NAMES.add(name)
const SIGNATURES = new Set(list.signatures.map(({ name }) => name))

/** `amp;` is what is left of an `&` that was escaped twice. */
const nameOf = (parameter: string) => {
  const equals = parameter.indexOf('=')
  const name = equals < 0 ? parameter : parameter.slice(0, equals)
  return name.toLowerCase().replace(/^(?:amp;)+/, '')
}

/** One without a value tells nothing of anyone, and may be the name of a page: `?gclid`. */
const isTracking = (parameter: string) => {
  if (!parameter.includes('=')) return false
  const name = nameOf(parameter)
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix))
}

/** What is left, character for character; undefined when that is nothing. */
function kept(parameters: string): string | undefined {
  const all = parameters.split('&')
  const others = all.filter((parameter) => !isTracking(parameter))
  if (others.length === all.length) return parameters
  return others.length === 0 ? undefined : others.join('&')
}

/**
 * A link without what tells its server where the reader came from: the parameters listed in
 * `data/tracking-parameters.json`, in the query and in a fragment that reads like one
 * (`#xtor=RSS-1`). Not another character changes, neither order nor encoding.
 */
export function withoutTracking(url: string): string {
  if (!url.includes('=') || !/^https?:/i.test(url)) return url
  const hash = url.indexOf('#')
  const page = hash < 0 ? url : url.slice(0, hash)
  const fragment = hash < 0 ? undefined : url.slice(hash + 1)
  const mark = page.indexOf('?')
  const query = mark < 0 ? undefined : page.slice(mark + 1)
  // What is signed is signed as a whole.
  if (query?.split('&').some((parameter) => SIGNATURES.has(nameOf(parameter)))) return url
  return (
    (mark < 0 ? page : page.slice(0, mark)) +
    behind('?', query === undefined ? undefined : kept(query)) +
    behind('#', isLikeAQuery(fragment) ? kept(fragment) : fragment)
  )
}

const behind = (sign: string, part: string | undefined) => (part === undefined ? '' : sign + part)

/** Routes of applications (`#/a?b=c`) and text fragments (`#:~:text=`) are not for us to take apart. */
const isLikeAQuery = (fragment: string | undefined): fragment is string =>
  fragment !== undefined && fragment.split('&').every((part) => /^[\w;-]+=/.test(part))
