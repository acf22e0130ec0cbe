/** What a request asks for, in words that begin a sentence without its subject; `$1` is a slug or a key. */
const WORDS: readonly (readonly [method: string, path: RegExp, words: string])[] = [
  ['POST', /^\/api\/sources$/, 'added a source'],
  ['PATCH', /^\/api\/sources\/([^/]+)$/, 'changed the source "$1"'],
  ['DELETE', /^\/api\/sources\/([^/]+)$/, 'removed the source "$1"'],
  ['POST', /^\/api\/sources\/([^/]+)\/poll$/, 'polled the source "$1"'],
  ['POST', /^\/api\/opml$/, 'imported a list of feeds'],
  ['PUT', /^\/api\/topics\/([^/]+)$/, 'wrote the topic "$1"'],
  ['DELETE', /^\/api\/topics\/([^/]+)$/, 'removed the topic "$1"'],
  ['POST', /^\/api\/entries$/, 'wrote an entry'],
  ['PATCH', /^\/api\/entries\/([^/]+)$/, 'changed the entry "$1"'],
  ['DELETE', /^\/api\/entries\/([^/]+)$/, 'withdrew the entry "$1"'],
  ['PUT', /^\/api\/newsroom$/, 'applied the files of data/'],
  ['DELETE', /^\/api\/import$/, 'gave an import up'],
  ['POST', /^\/api\/alerts\/test$/, 'sent a test alert'],
]

/** What somebody did with this request, as a log is read: 'removed the source "guardian"'. */
export function deedInWords(method: string, path: string): string {
  for (const [of, pattern, words] of WORDS) {
    const found = of === method && pattern.exec(path)
    if (found) return words.replace('$1', () => found[1] ?? '')
  }
  return `${method} ${path}`
}

/** What only looks, though it is asked by POST for its body's sake. */
const ONLY_LOOKS = /\/(?:dry-run|preview|explain|discover)$/

/** It brings a log with it, and writes of itself after the last line of that. */
const TELLS_OF_ITSELF = '/api/import'

/** Whether a request is to change something; nobody has to answer for a look. */
export function isDeed(method: string, path: string, query: URLSearchParams): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false
  if (method === 'POST' && path === TELLS_OF_ITSELF) return false
  return !ONLY_LOOKS.test(path) && (query.get('dry-run') ?? 'false') === 'false'
}
