import { describe, expect, it } from 'vitest'
import { sizeWithin } from '../../src/embed/frame-size.ts'
import { oembedAnswer, oembedTarget, writeOembedXml } from '../../src/embed/oembed.ts'

const target = (url: string) => {
  const found = oembedTarget(new URL(url), ['d.example', 'localhost:8787'])
  return found && `${found.expression}?${found.parameters.toString()}`
}

describe('an address that can be embedded', () => {
  it.each([
    ['https://d.example/topics/rail', 'rail?'],
    ['http://d.example/topics/rail', 'rail?'],
    ['http://localhost:8787/topics/rail.atom', 'rail?'],
    ['https://d.example/topics/rail,sea+!air.html', 'rail,sea+!air?'],
    ['https://d.example/topics/rail?q=a&lang=ja&limit=200&view=full', 'rail?q=a&lang=ja'],
    ['https://d.example/embed/rail?limit=3&theme=dark', 'rail?limit=3&theme=dark'],
    ['https://d.example/topics/rail%2Bsea', 'rail+sea?'],
    ['https://d.example/', 'all?'],
  ])('%s is %s', (url, found) => {
    expect(target(url)).toBe(found)
  })

  it.each([
    'https://other.example/topics/rail',
    'https://d.example.other.example/topics/rail',
    'https://d.example:444/topics/rail',
    'https://d.example/entries/abc',
    'https://d.example/topics/rail/more',
    'https://d.example/topics.opml',
    'https://d.example/topics/%E0%A4%A',
    'ftp://d.example/topics/rail',
  ])('%s is none', (url) => {
    expect(target(url)).toBeUndefined()
  })
})

describe('the size of a frame', () => {
  it.each([
    { max: {}, width: 600 },
    { max: { width: 2000 }, width: 600 },
    { max: { width: 300 }, width: 300 },
  ])('within $max is $width wide', ({ max, width }) => {
    expect(sizeWithin('title', 5, max).width).toBe(width)
  })

  it('is no higher than it may be, and higher for more entries, for summaries and in a narrow column', () => {
    const height = (...[view, entries, max]: Parameters<typeof sizeWithin>) =>
      sizeWithin(view, entries, max).height
    expect(height('title', 5, { height: 200 })).toBe(200)
    expect(height('title', 6, {})).toBeGreaterThan(height('title', 5, {}))
    expect(height('summary', 5, {})).toBeGreaterThan(height('title', 5, {}))
    expect(height('title', 5, { width: 300 })).toBeGreaterThan(height('title', 5, {}))
  })
})

it('XML says what JSON says, escaped', () => {
  const xml = writeOembedXml(
    oembedAnswer({
      title: 'Defence & <more>\u0001',
      newsroom: { title: 'Despatch', url: 'https://d.example/' },
      embedUrl: 'https://d.example/embed/rail?limit=3&theme=dark',
      size: { width: 600, height: 400 },
    }),
  )
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="utf-8" standalone="yes"\?>\n<oembed>/)
  expect(xml).toContain('<type>rich</type><version>1.0</version>')
  expect(xml).toContain('<title>Defence &amp; &lt;more&gt;</title>')
  expect(xml).toContain('&lt;iframe src="https://d.example/embed/rail?limit=3&amp;amp;theme=dark"')
  expect(xml).toContain('<width>600</width><height>400</height></oembed>')
})
