import type { FetchedDocument, ParsedDocument } from '../domain/document.ts'
import { decodeText } from '../web/charset.ts'
import { gunzip, isGzip } from '../web/gzip.ts'
import { parseMediaType } from '../web/media-type.ts'
import { resolveUrl } from '../web/url.ts'
import { describeBinary, describeText } from './describe.ts'
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
  const faults = new FaultList()
  const bytes = await unpack(document.body, limits, faults)
  const binary = describeBinary(bytes)
  if (binary) return { kind: 'not-a-feed', what: binary }
  const decoded = decodeText(bytes, parseMediaType(document.contentType)?.charset)
  for (const what of decoded.faults) faults.add('document', what)
  const { text } = decoded
  if (text.trim() === '') return { kind: 'not-a-feed', what: 'an empty document' }

  const base = document.contentLocation
    ? resolveUrl(document.contentLocation, document.url)
    : document.url
  const surroundings = {
    base: URL.canParse(base) ? base : document.url,
    language: document.contentLanguage,
  }
  if (/^\s*[[{]/.test(text.slice(0, 1000))) {
    const json = readJsonFeed(text, surroundings, limits, faults)
    if (typeof json === 'string') return { kind: 'not-a-feed', what: json }
    return { kind: 'feed', document: { ...json, faults: faults.toArray() } }
  }
  const xml = readXml(text, surroundings, limits, faults)
  if (xml.kind === 'feed')
    return { kind: 'feed', document: { ...xml.document, faults: faults.toArray() } }
  return { kind: 'not-a-feed', what: describeText(text, xml.root) }
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
