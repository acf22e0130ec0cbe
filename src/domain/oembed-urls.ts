/** Where a topic's page can be asked how to embed it, in each format: https://oembed.com/ §4. */
export interface OembedUrls {
  json: string
  xml: string
}

export function oembedUrls(pageUrl: string): OembedUrls {
  const json = `${new URL(pageUrl).origin}/oembed?url=${encodeURIComponent(pageUrl)}`
  return { json, xml: `${json}&format=xml` }
}
