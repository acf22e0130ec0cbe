import type { Category } from '../domain/category.ts'
import type { OwnEntry } from '../domain/own-entry.ts'
import type { Person } from '../domain/person.ts'
import type { Entered, Labels } from './form.tsx'

/** Members of an own entry that are one text each; named as the API names them. */
const TEXTS = ['url', 'summary', 'language', 'rights', 'image'] as const

/** Those that stand in the form behind "More". */
export const MORE_FIELDS = ['slug', ...TEXTS, 'authors', 'categories'] as const

export const ENTRY_FIELDS = ['title', 'markdown', 'published', 'draft', ...MORE_FIELDS] as const

export const ENTRY_LABELS: Labels & Record<(typeof ENTRY_FIELDS)[number], string> = {
  title: 'Title',
  markdown: 'Text',
  published: 'Published (UTC)',
  draft: 'Draft',
  slug: 'Slug',
  url: 'Original',
  summary: 'Summary',
  language: 'Language',
  rights: 'Rights',
  image: 'Picture',
  authors: 'Authors',
  categories: 'Categories',
}

const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const AUTHOR = /^(.*?)(?:\s*<([^<>\s]+@[^<>\s]+)>)?(?:\s+(https?:\/\/\S+))?$/

/** `Ada Lovelace <ada@example.org> https://example.org/ada`, of which only the name must be there. */
function authorOf(line: string): Person {
  const [, name, email, url] = AUTHOR.exec(line) ?? []
  return { ...(name && { name }), ...(email && { email }), ...(url && { url }) }
}

const authorLine = ({ name, email, url }: Person): string =>
  [name, email && `<${email}>`, url].filter(Boolean).join(' ')

/** Scheme and label are in no field: they stay with their term. */
const categoryOf = (term: string, before: readonly Category[]): Category =>
  before.find((category) => category.term === term) ?? { term }

/** RFC 3339 as an input of type `datetime-local` has it, in UTC. */
const localOf = (moment: string) => moment.replace(/(?::00)?Z$/, '')

/** And back. What nobody can read so is passed on as it is, for the API to say what is wrong. */
function momentOf(local = ''): string | undefined {
  const written = local.trim().replace(/^(\d{4}-\d\d-\d\d) +(?=\d)/, '$1T')
  if (/T\d\d:\d\d$/.test(written)) return `${written}:00Z`
  return /T\d\d:\d\d:\d\d(?:\.\d+)?$/.test(written) ? `${written}Z` : written || undefined
}

/** What a form says, as members of an own entry; what was left empty is undefined. */
export function saidIn(values: Entered, before?: OwnEntry) {
  const authors = linesOf(values['authors'])
  const categories = linesOf(values['categories'])
  return {
    title: values['title'] ?? '',
    markdown: values['markdown'] ?? '',
    published: momentOf(values['published']),
    draft: values['draft'] === 'yes' || undefined,
    slug: values['slug'] || undefined,
    authors: authors.length > 0 ? authors.map(authorOf) : undefined,
    categories:
      categories.length > 0
        ? categories.map((term) => categoryOf(term, before?.categories ?? []))
        : undefined,
    ...Object.fromEntries(TEXTS.map((name) => [name, values[name] || undefined])),
  }
}

/** The same as a merge patch, RFC 7396: what was emptied is taken away, but for what must be there. */
export function patchOf(values: Entered, before: OwnEntry) {
  const {
    title,
    markdown,
    published,
    draft = null,
    slug: _,
    ...mayBeAbsent
  } = saidIn(values, before)
  return {
    title,
    markdown,
    published,
    draft,
    ...Object.fromEntries(Object.entries(mayBeAbsent).map(([name, said]) => [name, said ?? null])),
  }
}

/**
 * What a form begins with. The date of a draft that nobody has seen is only when it was begun: who
 * publishes it means now, unless a time to come was set.
 *
 * @param isBegun it is a draft that was never shown.
 * @param now RFC 3339.
 */
export function valuesOf(own: OwnEntry, isBegun: boolean, now: string): Entered {
  return {
    title: own.title,
    markdown: own.markdown,
    published: isBegun && own.published <= now ? '' : localOf(own.published),
    draft: own.draft === true ? 'yes' : '',
    authors: (own.authors ?? []).map(authorLine).join('\n'),
    categories: (own.categories ?? []).map(({ term }) => term).join('\n'),
    ...Object.fromEntries(TEXTS.map((name) => [name, own[name]])),
  }
}
