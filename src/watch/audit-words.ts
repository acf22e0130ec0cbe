type Asked = Readonly<Record<string, unknown>>

const ENTRY = /^\/api\/entries\/([^/]+)$/

/**
 * What a request asks for, in words that begin a sentence without its subject; `$1` is a slug or a
 * key. Where it takes what was asked to know, the first that fits.
 */
const WORDS: readonly (readonly [
  method: string,
  path: RegExp,
  words: string,
  fits?: (asked: Asked) => boolean,
])[] = [
  ['POST', /^\/api\/sources$/, 'added a source'],
  ['PATCH', /^\/api\/sources\/([^/]+)$/, 'changed the source "$1"'],
  ['DELETE', /^\/api\/sources\/([^/]+)$/, 'removed the source "$1"'],
  ['POST', /^\/api\/sources\/([^/]+)\/poll$/, 'polled the source "$1"'],
  ['POST', /^\/api\/opml$/, 'imported a list of feeds'],
  ['PUT', /^\/api\/topics\/([^/]+)$/, 'wrote the topic "$1"'],
  ['DELETE', /^\/api\/topics\/([^/]+)$/, 'removed the topic "$1"'],
  ['POST', /^\/api\/entries$/, 'wrote an entry'],
  ['PATCH', ENTRY, 'restored the entry "$1"', ({ withdrawn }) => withdrawn === null],
  ['PATCH', ENTRY, 'withdrew the entry "$1"', ({ withdrawn }) => withdrawn !== undefined],
  ['PATCH', ENTRY, 'split off the entry "$1"', ({ duplicateOf }) => duplicateOf === null],
  ['PATCH', ENTRY, 'joined the entry "$1"', ({ duplicateOf }) => duplicateOf !== undefined],
  ['PATCH', ENTRY, 'changed the entry "$1"'],
  ['DELETE', ENTRY, 'withdrew the entry "$1"'],
  ['PUT', /^\/api\/newsroom$/, 'applied the files of data/'],
  ['DELETE', /^\/api\/import$/, 'gave an import up'],
  ['POST', /^\/api\/alerts\/test$/, 'sent a test alert'],
]

/** What somebody did with this request, as a log is read: 'removed the source "guardian"'. */
export function deedInWords(method: string, path: string, asked: Asked = {}): string {
  for (const [of, pattern, words, fits] of WORDS) {
    const found = of === method && (fits?.(asked) ?? true) && pattern.exec(path)
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
