import type { Category } from '../domain/category.ts'
import type { ParsedEntry, ParsedFeed } from '../domain/document.ts'
import type { ChangeNote, EntryContent } from '../domain/entry.ts'
import { withoutForbiddenCharacters } from '../web/characters.ts'
import { parseDate } from '../web/date.ts'
import type { CleanEntry } from './clean-document.ts'
import { present } from './draft.ts'
import { fingerprint } from './fingerprint.ts'
import type { ContentItem } from './govuk-content.ts'
import { resolveReferences } from './html-references.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { normalizeEntry } from './normalize.ts'
import { plainText } from './plain-text.ts'

const PAGES = 'https://www.gov.uk'
/** The longest history among GOV.UK's own examples has 40. */
const MOST_CHANGES = 100
const MOST_NOTE = 2000

/** A feed that lends nothing: what is not in the item is as its own feed said. */
const NO_FEED: ParsedFeed = {
  format: 'atom-1.0',
  links: [],
  authors: [],
  contributors: [],
  categories: [],
  hints: {},
}

/** Categories say by their scheme what they are of: RFC 4287 §4.2.2.2. */
const SCHEMES = {
  organisations: `${PAGES}/government/organisations`,
  worldwide_organisations: `${PAGES}/world/organisations`,
  world_locations: `${PAGES}/world`,
} as const

/** An entry as its feed has it, with what the Content API says of its page. */
export function withContentItem(
  entry: CleanEntry,
  item: ContentItem,
): { entry: CleanEntry; faults: string[] } {
  const faults: string[] = []
  const body = bodyOf(item, faults)
  const written: ParsedEntry = {
    ...entry.written,
    categories: [...entry.written.categories, ...categoriesOf(item)],
    ...(body !== undefined && { content: { type: 'html' as const, value: body } }),
    ...present({
      published: dateOf(item.first_published_at),
      updated: dateOf(item.public_updated_at),
    }),
  }
  const changes = changesOf(item)
  const { content, categories, published, updated } = normalizeEntry(written, NO_FEED).content
  const enriched: EntryContent = {
    ...entry.content,
    categories,
    ...present({
      content,
      published,
      updated,
      language: languageOf(entry.content.language, item.locale),
    }),
    ...(changes.length > 0 && { changes }),
  }
  return {
    entry: {
      ...entry,
      written,
      digest: undefined,
      content: enriched,
      fingerprint: fingerprint(enriched),
      withdrawnBecause: withdrawalOf(item),
    },
    faults,
  }
}

const dateOf = (written: string | null | undefined) => (written ? parseDate(written) : undefined)

const lineOf = (written: string) =>
  withoutForbiddenCharacters(written).replaceAll(/\s+/g, ' ').trim().slice(0, MOST_NOTE)

function bodyOf({ details, base_path: path }: ContentItem, faults: string[]): string | undefined {
  const body = details?.body ?? undefined
  if (body === undefined || body.trim() === '') return undefined
  if (body.length > DEFAULT_LIMITS.maxTextLength) {
    faults.push(`its page has ${body.length} characters, which is too long, and was left out`)
    return undefined
  }
  return resolveReferences(body, PAGES + (path ?? '/'))
}

function changesOf({ details }: ContentItem): ChangeNote[] {
  return (details?.change_history ?? [])
    .flatMap(({ note, public_timestamp: timestamp }) => {
      const at = parseDate(timestamp)
      const line = lineOf(note)
      return at === undefined || line === '' ? [] : [{ at, note: line }]
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .slice(-MOST_CHANGES)
}

function categoriesOf({ links }: ContentItem): Category[] {
  return Object.entries(SCHEMES).flatMap(([kind, scheme]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the object above
    const linked = links?.[kind as keyof typeof SCHEMES] ?? []
    return linked.map(({ title, base_path: path }): Category => {
      // Places have no page of their own any more, and then only a name.
      const term = path?.split('/').findLast((part) => part !== '')
      return term === undefined ? { term: title, scheme } : { term, scheme, label: title }
    })
  })
}

/** The feed's own tag often says more: `en-GB`, where the item says `en`. */
function languageOf(
  fed: string | undefined,
  locale: string | null | undefined,
): string | undefined {
  if (!locale || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(locale)) return fed
  return fed?.toLowerCase().startsWith(`${locale.toLowerCase()}-`) ? fed : locale
}

/** GOV.UK sends an empty notice with what is not withdrawn. */
export function withdrawalOf({ withdrawn_notice: notice }: ContentItem): string | undefined {
  if (!notice?.explanation && !notice?.withdrawn_at) return undefined
  const when = dateOf(notice.withdrawn_at)?.slice(0, 10)
  const why = lineOf(plainText(notice.explanation ?? ''))
  return `GOV.UK has withdrawn it${when === undefined ? '' : ` on ${when}`}${why === '' ? '' : `: ${why}`}`
}
