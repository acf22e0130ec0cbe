import type { KeptValidators } from '../domain/source.ts'

/** Feed types first, then what feeds are mistakenly served as. */
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'

/**
 * The header fields of a poll: who asks, for what, and what we hold already.
 *
 * Validators go back only to the URL that sent them, byte for byte (RFC 9110 §13.1), and nothing
 * asks a cache to step aside.
 *
 * @param agent the User-Agent: product, version, contact.
 */
export function pollHeaders(
  url: string,
  validators: KeptValidators | null,
  agent: string,
): Record<string, string> {
  const ours = validators?.url === url ? validators : undefined
  return {
    'user-agent': agent,
    accept: ACCEPT,
    ...(ours?.etag !== undefined && { 'if-none-match': ours.etag }),
    ...(ours?.lastModified !== undefined && { 'if-modified-since': ours.lastModified }),
  }
}
