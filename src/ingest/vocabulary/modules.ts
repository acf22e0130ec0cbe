import { isHttpUrl } from '../../web/url.ts'
import { construct, date, language, person, url, wholeNumber } from './common.ts'
import { value, type Vocabulary } from './rule.ts'

/** RSS 1.0 content module. */
export const CONTENT: Vocabulary = {
  entry: { encoded: construct('content', 'html', 1) },
}

/** Dublin Core 1.1: stands in where the format has no word of its own, or the publisher used none. */
export const DC: Vocabulary = {
  any: {
    title: construct('title', 'text', 2),
    creator: person('authors', 1),
    author: person('authors', 1),
    contributor: person('contributors', 1),
    date: date('updated', 3),
    language: language(1),
    rights: construct('rights', 'text', 3),
    subject: value((draft, element) => draft.addCategory({ term: element.text() })),
    identifier: value((draft, element) => {
      const id = element.text()
      draft.set('id', id, 4)
      if (isHttpUrl(id)) draft.set('permalink', id, 4)
    }),
  },
  feed: { description: construct('summary', 'html', 3) },
  entry: { description: construct('summary', 'html', 3) },
}

/** DCMI terms: as Dublin Core, with dates that say what they date. */
export const DCTERMS: Vocabulary = {
  any: {
    ...DC.any,
    created: date('published', 3),
    issued: date('published', 2),
    available: date('published', 4),
    modified: date('updated', 2),
    abstract: construct('summary', 'html', 4),
  },
  ...(DC.feed && { feed: DC.feed }),
  ...(DC.entry && { entry: DC.entry }),
}

/** RSS 1.0 syndication module: a period, and how many times in it. */
const PERIOD_SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hourly: 3600,
    daily: 86_400,
    weekly: 604_800,
    monthly: 2_592_000,
    yearly: 31_536_000,
  }),
)

/** Kept apart until both are known: `updatePeriodSeconds` is the quotient. */
export const SY: Vocabulary = {
  feed: {
    updateperiod: value(({ hints }, element) => {
      const seconds = PERIOD_SECONDS.get(element.text().toLowerCase())
      if (seconds) hints.updatePeriodSeconds = seconds * (hints.updatePeriodSeconds ?? 1)
    }),
    updatefrequency: value(({ hints }, element) => {
      const times = wholeNumber(element.text())
      if (times) hints.updatePeriodSeconds = (hints.updatePeriodSeconds ?? 1) / times
    }),
  },
}

/** FeedBurner rewrites links to count clicks and keeps the publisher's here. */
export const FEEDBURNER: Vocabulary = {
  entry: {
    origlink: value((draft, element) => {
      const href = element.text()
      if (isHttpUrl(href)) draft.addLink({ href, rel: 'canonical' })
    }),
  },
}

/** The Well-Formed Web: where comments can be read as a feed. */
export const WFW: Vocabulary = {
  entry: {
    commentrss: value((draft, element) => {
      const href = element.text()
      if (href !== '')
        draft.addLink({ href: element.resolve(href), rel: 'replies', type: 'application/rss+xml' })
    }),
  },
}

/** XHTML in RSS: a whole text, or a link of a page. */
export const XHTML: Vocabulary = {
  entry: { body: construct('content', 'html', 2), div: construct('content', 'html', 4) },
}

export const GOOGLEPLAY: Vocabulary = {
  any: { author: person('authors', 3), image: url('image', 4) },
  feed: { description: construct('summary', 'html', 5) },
  entry: { description: construct('summary', 'html', 5) },
}
