/** RFC 9110 §8.8: what tells one version of a representation from another. */
export interface CurrentVersion {
  /** An entity-tag with its quotes, strong. */
  etag: string
  /** A moment, RFC 3339; sent as Last-Modified in whole seconds. */
  lastModified: string
}

/** The opaque part of an entity-tag: RFC 9110 §8.8.3.2 compares weakly by ignoring `W/`. */
const opaqueTag = (tag: string) => tag.trim().replace(/^W\//, '')

/** The members of an If-None-Match list. A comma may stand inside the quotes (§8.8.3). */
const listedTags = (header: string) => header.match(/(?:W\/)?"[^"]*"|[^\s,]+/g) ?? []

/**
 * Whether a GET or HEAD can be answered with 304.
 *
 * RFC 9110 §13.1.2: If-None-Match compares weakly, so a CDN that turned our ETag into `W/"…"`
 * still gets its 304; `*` matches whatever exists.
 * RFC 9110 §13.1.3: If-Modified-Since is ignored when If-None-Match is present, and when it is
 * not a date. Dates have one-second resolution, and a feed can change twice in a second.
 */
export function isNotModified(request: Headers, current: CurrentVersion): boolean {
  const noneMatch = request.get('if-none-match')
  if (noneMatch !== null) {
    const ours = opaqueTag(current.etag)
    return noneMatch.trim() === '*' || listedTags(noneMatch).some((tag) => opaqueTag(tag) === ours)
  }
  const since = Date.parse(request.get('if-modified-since') ?? '')
  return !Number.isNaN(since) && wholeSeconds(current.lastModified) <= since
}

const wholeSeconds = (moment: string) => Math.floor(Date.parse(moment) / 1000) * 1000

/** RFC 9110 §5.6.7, IMF-fixdate: how HTTP and RSS write a moment. */
export function httpDate(moment: string): string {
  return new Date(moment).toUTCString()
}
