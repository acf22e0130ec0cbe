import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/ingest/read.ts'

describe('a document that is no feed', () => {
  it.each([
    { body: '', what: 'an empty document' },
    { body: ' \n\uFEFF ', what: 'an empty document' },
    { body: 'Hello', what: 'plain text' },
    { body: '<!DOCTYPE html><html><body><p>Hello', what: 'an HTML page' },
    {
      body: '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>',
      what: 'an HTML page, which names a feed: /feed',
    },
    { body: '<p>Hello</p>', what: 'an HTML page' },
    { body: '<opml version="2.0"><body/></opml>', what: 'OPML, a list of feeds' },
    {
      body: '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
      what: 'a sitemap',
    },
    { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', what: 'an image (image/svg+xml)' },
    {
      body: '<?xml version="1.0"?><note><to>x</to></note>',
      what: 'XML, but not a feed (its root is <note>)',
    },
    { body: '{"version":"1","items":[]}', what: 'JSON, but not JSON Feed' },
    { body: '[1,2]', what: 'JSON, but not JSON Feed' },
    { body: '{"version":', what: 'JSON that cannot be read' },
    { body: '%PDF-1.7', what: 'a PDF document' },
  ])('is $what', async ({ body, what }) => {
    const outcome = await readDocument({
      url: 'https://x.example/',
      body: new TextEncoder().encode(body),
    })
    expect(outcome).toEqual({ kind: 'not-a-feed', what })
  })

  it('is an image', async () => {
    const body = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)
    expect(await readDocument({ url: 'https://x.example/', body })).toEqual({
      kind: 'not-a-feed',
      what: 'an image (image/png)',
    })
  })

  it('may have been compressed', async () => {
    const body = new Uint8Array(gzipSync('<html>'))
    expect(await readDocument({ url: 'https://x.example/', body })).toEqual({
      kind: 'not-a-feed',
      what: 'an HTML page',
    })
  })

  it('is no feed though a feed is quoted in it', async () => {
    const body = new TextEncoder().encode(
      '<html><body><rss version="2.0"><channel/></rss></body></html>',
    )
    expect(await readDocument({ url: 'https://x.example/', body })).toEqual({
      kind: 'not-a-feed',
      what: 'an HTML page',
    })
  })
})
