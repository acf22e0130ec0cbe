import type { ParsedEntry } from '../domain/document.ts'
import { sha256, uuidUrn } from '../web/digest.ts'
import { isAbsoluteIri } from '../web/url.ts'

/** Who an entry is: its id for the world, its key for our addresses. */
export interface Identity {
  id: string
  key: string
}

const alternateOf = (entry: ParsedEntry) =>
  entry.links.find((link) => link.rel === 'alternate')?.href

/**
 * What distinguishes an entry inside its source when its id does not: the guid with the link, the
 * link alone, or what it says. The ladder is Miniflux's.
 */
function nameOf(entry: ParsedEntry, isRepeated: boolean): string {
  const link = alternateOf(entry)
  if (entry.id !== undefined) return isRepeated && link ? `${entry.id}|${link}` : entry.id
  return link ?? `${entry.title?.value ?? ''}\n${(entry.content ?? entry.summary)?.value ?? ''}`
}

/** Numbers repeated names: the second `x` becomes `x|2`. */
function numbered(names: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}|${count}`
  })
}

const BASE_32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** 80 bits in lower-case base 32 of RFC 4648 §6: short in an address, and no two alike by chance. */
function keyFrom(hash: string): string {
  let key = ''
  // Twenty bits are five digits there and four here.
  for (let at = 0; at < 20; at += 5) {
    const bits = Number.parseInt(hash.slice(at, at + 5), 16)
    for (const shift of [15, 10, 5, 0]) key += BASE_32.charAt((bits >> shift) & 31)
  }
  return key
}

/** The key of an entry: one id from two sources gives two keys. */
function entryKey(sourceUrl: string, id: string): string {
  return keyFrom(sha256(`${sourceUrl}\n${id}`))
}

/**
 * The identities of the entries of one document, in their order.
 *
 * An id is the publisher's, verbatim, when it is an absolute IRI and alone in its document;
 * RFC 4287 §4.2.6.1 compares ids character by character, so nothing is tidied. Any other is
 * derived, once and for ever, from the source's URL and the entry's name in it.
 */
export function identify(entries: readonly ParsedEntry[], sourceUrl: string): Identity[] {
  const count = new Map<string, number>()
  for (const { id } of entries) if (id !== undefined) count.set(id, (count.get(id) ?? 0) + 1)
  const isRepeated = (id: string | undefined) => id !== undefined && (count.get(id) ?? 0) > 1
  const names = numbered(entries.map((entry) => nameOf(entry, isRepeated(entry.id))))
  return entries.map(({ id }, i) => {
    const isUsable = id !== undefined && isAbsoluteIri(id) && !isRepeated(id)
    const chosen = isUsable ? id : uuidUrn(`${sourceUrl} ${names[i] ?? ''}`)
    return { id: chosen, key: entryKey(sourceUrl, chosen) }
  })
}
