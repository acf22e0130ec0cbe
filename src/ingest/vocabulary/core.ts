import type { Draft } from '../draft.ts'
import { present } from '../draft.ts'
import type { Element } from '../element.ts'
import { isHttpUrl } from '../../web/url.ts'
import { construct, date, language, person, url, wholeNumber } from './common.ts'
import { readLink } from './link.ts'
import { type Rule, structure, transparent, value, type Vocabulary } from './rule.ts'

/** RSS `category` is text with a `domain`; Atom's has attributes (RFC 4287 §4.2.2). */
const category = value((draft, element) => {
  const label = element.attribute('label')
  const scheme = element.attribute('scheme') ?? element.attribute('domain')
  const term = (element.attribute('term')?.trim() || element.text() || label?.trim()) ?? ''
  draft.addCategory({ term, ...present({ scheme: scheme?.trim(), label: label?.trim() }) })
})

/**
 * RFC 4287 §4.2.6: an id is an IRI. One that is plainly a path is resolved; any other word is
 * somebody's key, and stays as it is.
 */
const id = (rank: number): Rule =>
  value((draft, element) => {
    const written = element.text()
    draft.set('id', /^\.{0,2}\//.test(written) ? element.resolve(written) : written, rank)
  })

/** RSS 2.0: `isPermaLink` is true unless it says otherwise. */
const guid = value((draft, element) => {
  const written = element.text()
  draft.set('id', written, 1)
  if (element.attribute('ispermalink')?.trim().toLowerCase() === 'false') return
  const address = written.startsWith('/') ? element.resolve(written) : written
  if (isHttpUrl(address)) draft.set('permalink', address, 1)
})

const enclosure = value((draft, element) => {
  const address = element.attribute('url') ?? element.attribute('href') ?? element.text()
  if (address.trim() === '') return
  const type = element.attribute('type')?.trim()
  const length = wholeNumber(element.attribute('length'))
  const file = element.resolve(address)
  draft.addEnclosure({ url: file, ...present({ type, length }) })
  if (type?.startsWith('image/')) draft.set('image', file, 6)
})

/** A second summary beside the first is the text that the first one sums up. */
const summary = value((draft, element) => {
  const text = element.construct('html')
  if (draft.rankOf('summary') > 1) draft.set('summary', text, 1)
  else draft.set('content', text, 3)
})

/** RFC 4287 §4.1.3.2: content that is elsewhere is a link to it. */
const content = value((draft, element) => {
  const src = element.attribute('src')
  if (src === undefined) {
    draft.set('content', element.construct('html'), 1)
    return
  }
  const type = element.attribute('type')?.trim()
  const href = element.resolve(src)
  if (/^(audio|video|image)\//i.test(type ?? ''))
    draft.addEnclosure({ url: href, ...present({ type }) })
  else draft.set('permalink', href, 2)
})

const image = (rank: number): Rule =>
  structure((draft, element) => {
    const address =
      element.child('url') ??
      element.attribute('href') ??
      element.attribute('url') ??
      element.attribute('rdf:resource')
    const own = element.children.length === 0 ? element.text() : ''
    const written = address ?? own
    if (written !== '') draft.set('image', element.resolve(written), rank)
  })

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const numbersOf = (element: Element, name: string, read: (text: string) => number) =>
  element.children
    .filter(([child]) => child === name)
    .map(([, text]) => read(text.trim()))
    .filter((number) => number >= 0)

const hint = (take: (hints: Draft['hints'], element: Element) => void): Rule =>
  value((draft, element) => take(draft.hints, element))

/** RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0. */
export const CORE: Vocabulary = {
  any: {
    title: construct('title', 'text'),
    link: value(readLink),
    id: id(2),
    updated: date('updated', 1),
    modified: date('updated', 2),
    published: date('published', 1),
    pubdate: date('published', 1),
    issued: date('published', 2),
    created: date('published', 3),
    author: person('authors', 1),
    contributor: person('contributors', 1),
    category,
    rights: construct('rights', 'text', 1),
    copyright: construct('rights', 'text', 2),
  },
  feed: {
    channel: transparent(),
    description: construct('summary', 'html', 1),
    subtitle: construct('summary', 'html', 1),
    tagline: construct('summary', 'html', 2),
    info: construct('summary', 'html', 4),
    lastbuilddate: date('updated', 3),
    managingeditor: person('authors', 2),
    language: language(),
    logo: url('image', 1),
    icon: url('image', 2),
    image: image(3),
    generator: value((draft, element) =>
      draft.set('generator', element.text() || element.attribute('uri')),
    ),
    ttl: hint((hints, element) => {
      const minutes = wholeNumber(element.text())
      if (minutes !== undefined) hints.ttlMinutes = minutes
    }),
    skiphours: structure(({ hints }, element) => {
      // RSS 0.91 counted 1 to 24.
      const hours = numbersOf(element, 'hour', (text) => (wholeNumber(text) ?? -1) % 24).filter(
        (hour) => hour < 24,
      )
      if (hours.length > 0) hints.skipHours = [...new Set(hours)]
    }),
    skipdays: structure(({ hints }, element) => {
      const days = numbersOf(element, 'day', (text) => DAYS.indexOf(text.toLowerCase()))
      if (days.length > 0) hints.skipDays = [...new Set(days)]
    }),
  },
  entry: {
    guid,
    description: summary,
    summary,
    abstract: summary,
    content,
    body: construct('content', 'html', 2),
    fullitem: construct('content', 'html', 2),
    enclosure,
    image: image(3),
    comments: value((draft, element) => {
      const href = element.text()
      if (href !== '')
        draft.addLink({ href: element.resolve(href), rel: 'replies', type: 'text/html' })
    }),
    language: language(2),
    lastbuilddate: date('updated', 4),
    date: date('updated', 4),
  },
}
