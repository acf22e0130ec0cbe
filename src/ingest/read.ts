import type {
  FetchedDocument,
  ParsedDocument,
  ParsedEntry,
  ParsedFeed,
} from '../domain/document.ts'
import { decodeText } from '../web/charset.ts'
import { gunzip, isGzip } from '../web/gzip.ts'
import { parseMediaType } from '../web/media-type.ts'
import { resolveUrl } from '../web/url.ts'
import { describeBinary, describeText } from './describe.ts'
import type { Fault } from '../domain/fault.ts'
import { FaultList } from './fault-list.ts'
import { DEFAULT_LIMITS, type ReadLimits } from './limits.ts'
import { readJsonFeed } from './read-json.ts'
import { readXml } from './read-xml.ts'

export { DEFAULT_LIMITS, type ReadLimits }

export type ReadOutcome =
  | { kind: 'feed'; document: ParsedDocument }
  /** What it is instead, in words: `an HTML page`. */
  | { kind: 'not-a-feed'; what: string }

/** Reads whatever a server sent. Nothing it can send makes this throw. */
export async function readDocument(
  document: FetchedDocument,
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<ReadOutcome> {
  const entries: ParsedEntry[] = []
  const outcome = await readEntries(document, limits, (entry) => entries.push(entry))
  if (outcome.kind === 'not-a-feed') return outcome
  const { feed, faults } = outcome
  return { kind: 'feed', document: { feed, entries, faults } }
}

export type EntriesOutcome =
  | { kind: 'feed'; feed: ParsedFeed; faults: Fault[] }
  | { kind: 'not-a-feed'; what: string }

/**
 * The same for a caller that takes the entries as they end, so that no more than one need be held.
 * What stands above the entries may come after them, and is known at the end.
 */
export async function readEntries(
  document: FetchedDocument,
  limits: ReadLimits,
  onEntry: (entry: ParsedEntry) => void,
): Promise<EntriesOutcome> {
  const faults = new FaultList()
  const bytes = await unpack(document.body, limits, faults)
  const binary = describeBinary(bytes)
  if (binary) return { kind: 'not-a-feed', what: binary }
  const text = readText(bytes, document, faults)
  if (text.trim() === '') return { kind: 'not-a-feed', what: 'an empty document' }

  const surroundings = { base: baseOf(document), language: document.contentLanguage }
  if (/^\s*[[{]/.test(text.slice(0, 1000))) {
    const feed = readJsonFeed(text, surroundings, limits, faults, onEntry)
    if (typeof feed === 'string') return { kind: 'not-a-feed', what: feed }
    return { kind: 'feed', feed, faults: faults.toArray() }
  }
  const xml = readXml(text, surroundings, limits, faults, onEntry)
  if (xml.kind === 'feed') return { kind: 'feed', feed: xml.feed, faults: faults.toArray() }
  return { kind: 'not-a-feed', what: describeText(text, xml.root) }
}

function readText(bytes: Uint8Array, { contentType }: FetchedDocument, faults: FaultList): string {
  const { text, faults: met } = decodeText(bytes, parseMediaType(contentType)?.charset)
  for (const what of met) faults.add('document', what)
  if (!text.includes('\0')) return text
  faults.add('document', 'null bytes were left out')
  return text.replaceAll('\0', '')
}

/** RFC 9110 §8.7: what a server names as the content's own address comes before where it was found. */
function baseOf({ url, contentLocation }: FetchedDocument): string {
  const base = contentLocation ? resolveUrl(contentLocation, url) : url
  return URL.canParse(base) ? base : url
}

async function unpack(
  body: Uint8Array,
  limits: ReadLimits,
  faults: FaultList,
): Promise<Uint8Array> {
  if (!isGzip(body)) return body
  const { bytes, cut } = await gunzip(body, limits.maxBytes)
  faults.add('document', 'the document is compressed and nobody said so')
  if (cut === 'broken') faults.add('document', 'the compressed document breaks off')
  if (cut === 'too long')
    faults.add(
      'document',
      `the document is longer than ${limits.maxBytes} bytes; the rest was not read`,
    )
  return bytes
}
