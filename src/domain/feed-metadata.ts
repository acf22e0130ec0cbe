import type { Category } from './category.ts'
import type { CleanHtml } from './entry.ts'
import type { Person } from './person.ts'

/** What a polled feed says of itself, as we keep it. Dates are RFC 3339 in UTC; URLs are absolute. */
export interface FeedMetadata {
  /** Verbatim; not a key of anything (many feeds share one). */
  id?: string
  /** Plain text; empty when the publisher gave none. */
  title: string
  subtitle?: CleanHtml
  homePageUrl?: string
  selfUrl?: string
  updated?: string
  published?: string
  authors: Person[]
  categories: Category[]
  rights?: string
  language?: string
  image?: string
  /** WebSub hubs, in the order they are named. */
  hubs: string[]
}
