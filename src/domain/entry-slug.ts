/** Longer ones are cut where a word ends: an address is read, and typed. */
const MAX_LENGTH = 80

/** Latin letters that no decomposition brings to a to z. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

function cut(slug: string): string {
  if (slug.length <= MAX_LENGTH) return slug
  const end = slug.lastIndexOf('-', MAX_LENGTH)
  return slug.slice(0, end > 0 ? end : MAX_LENGTH)
}

/** One letter or number alone, as "AI" or "G7" in a Japanese title, says nothing of an entry. */
const saysSomething = (slug: string) => /[a-z]{3}/.test(slug)

/**
 * The slug of an own entry whose operator gave none: the words of its title as far as they are Latin,
 * else the day of the entry.
 *
 * @param published RFC 3339.
 */
export function entrySlug({ title, published }: { title: string; published: string }): string {
  const latin = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? '')
  const slug = cut((latin.match(/[a-z0-9]+/g) ?? []).join('-'))
  return saysSomething(slug) ? slug : `entry-${published.slice(0, 10)}`
}

/** That slug, or the first of `…-2` and so on that is no entry's yet. */
export function freeEntrySlug(wanted: string, taken: { has(slug: string): boolean }): string {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.has(slug)) return slug
  }
}
