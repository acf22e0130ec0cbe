import type { ServedEntry, ServedSource } from '../domain/feed.ts'

/** Texts that are there, each once, in one line. */
const joined = (...texts: (string | undefined)[]) =>
  [...new Set(texts.filter((text) => text !== undefined))].join(' · ') || undefined

/** What a source says of its rights, with the words that its licence asks to be shown. */
export const sourceRights = ({ rights, credit, licence }: ServedSource) =>
  joined(rights, credit) ?? licence?.name

/**
 * What holds for an entry where its source is not told beside it: RFC 4287 §4.2.10, without rights
 * of its own it has those of its feed.
 */
export function rightsOf({ rights, servedFrom }: ServedEntry): string | undefined {
  if (!servedFrom) return rights
  return joined(rights ?? servedFrom.rights, servedFrom.credit) ?? servedFrom.licence?.name
}

/**
 * The licence an entry names, else its source's. RFC 4946 §2: a feed's licence is not its entries',
 * so it stands with each of them.
 */
export function licenceOf({ links, servedFrom }: ServedEntry) {
  const own = links.find(({ rel }) => rel === 'license')
  if (own) return { url: own.href, name: own.title }
  const { url, name } = servedFrom?.licence ?? {}
  return url === undefined ? undefined : { url, name }
}
