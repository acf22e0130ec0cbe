import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutTracking } from '../../src/ingest/tracking-parameters.ts'

describe('a link without what tracks its reader', () => {
  it.each([
    { url: 'https://x.example/a?utm_source=rss', left: 'https://x.example/a', because: 'alone' },
    {
      url: 'https://x.example/a?utm_made_up=1&b=2',
      left: 'https://x.example/a?b=2',
      because: 'a prefix',
    },
    {
      url: 'https://x.example/?a=1&fbclid=x&b=2',
      left: 'https://x.example/?a=1&b=2',
      because: 'between others',
    },
    {
      url: 'https://x.example/?a=1&UTM_Source=x',
      left: 'https://x.example/?a=1',
      because: 'in any case',
    },
    {
      url: 'https://x.example/?a=1&amp;utm_source=x',
      left: 'https://x.example/?a=1',
      because: 'escaped twice',
    },
    {
      url: 'https://x.example/?utm_source=x#part',
      left: 'https://x.example/#part',
      because: 'the fragment stays',
    },
    {
      url: 'https://x.example/a#xtor=RSS-1',
      left: 'https://x.example/a',
      because: 'in the fragment',
    },
    {
      url: 'https://x.example/a#utm_source=a&b=c',
      left: 'https://x.example/a#b=c',
      because: 'a fragment like a query',
    },
    {
      url: 'https://x.example/?b=%7E+%20é&a&&=1&a=2&wt_mc=rss.x',
      left: 'https://x.example/?b=%7E+%20é&a&&=1&a=2',
      because: 'character for character',
    },
    {
      url: 'HTTPS://X.example:443/A/../b?gclid=1',
      left: 'HTTPS://X.example:443/A/../b',
      because: 'as it was spelled',
    },
  ])('$url: $because', ({ url, left }) => {
    expect(withoutTracking(url)).toBe(left)
    expect(withoutTracking(left)).toBe(left)
  })

  it.each([
    { url: 'https://x.example/?id=1&ref=top&source=rss', because: 'too common to be sure' },
    { url: 'https://x.example/utm_source=a', because: 'a path' },
    { url: 'https://x.example/?gclid', because: 'a name without a value' },
    { url: 'https://x.example/?xutm_source=1&gclids=2', because: 'other names' },
    { url: 'https://x.example/?q=utm_source%3Drss', because: 'in a value' },
    {
      url: 'https://x.example/?next=https://y.example/?utm_source=a',
      because: 'within another link',
    },
    { url: 'https://x.example/#/page?utm_source=a', because: 'a route of an application' },
    { url: 'https://x.example/#:~:text=utm_source=a', because: 'a text fragment' },
    { url: 'https://x.example/?utm_source=a&X-Amz-Signature=b', because: 'signed' },
    { url: 'https://x.example/?sig=b&utm_source=a', because: 'signed by another' },
    { url: 'mailto:a@x.example?subject=utm_source=a&utm_source=b', because: 'not of the web' },
    { url: 'https://x.example/?', because: 'nothing to take' },
    { url: '#utm_source=a', because: 'within the page' },
  ])('$url stays: $because', ({ url }) => {
    expect(withoutTracking(url)).toBe(url)
  })

  const part = fc.constantFrom(
    'a=1',
    'utm_source=b',
    '',
    '=',
    'gclid',
    '%26=x',
    'fbclid=',
    'é',
    '&',
    '?',
    '#',
    '/',
  )

  it('is a part of the link, and loses nothing more the second time', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const url = `https://x.example/?${parts.join('&')}`
        const left = withoutTracking(url)
        expect(withoutTracking(left)).toBe(left)
        expect(left.length === url.length).toBe(left === url)
      }),
    )
  })
})
