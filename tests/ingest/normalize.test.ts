import { describe, expect, it } from 'vitest'
import type { ParsedEntry, ParsedFeed } from '../../src/domain/document.ts'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'

const feed: ParsedFeed = {
  format: 'atom-1.0',
  links: [],
  authors: [{ name: 'Desk' }],
  contributors: [],
  categories: [],
  language: 'en',
  hints: {},
}
const nothing: ParsedEntry = {
  links: [],
  enclosures: [],
  authors: [],
  contributors: [],
  categories: [],
}
const normal = (entry: Partial<ParsedEntry>) => normalizeEntry({ ...nothing, ...entry }, feed)

describe('an entry as we keep it', () => {
  it('has a title, its feed’s authors and its feed’s language, if nothing else', () => {
    expect(normal({})).toEqual({
      content: {
        title: '',
        language: 'en',
        authors: [{ name: 'Desk' }],
        contributors: [],
        categories: [],
        links: [],
        enclosures: [],
      },
      faults: [],
    })
  })

  it.each([
    {
      title: { type: 'text' as const, value: ' The <blink>\n tag ' },
      plain: 'The <blink> tag',
      because: 'text is literal',
    },
    {
      title: { type: 'html' as const, value: 'A <b>bold</b> &lt;tag&gt;' },
      plain: 'A bold <tag>',
      because: 'HTML is read',
    },
    {
      title: { type: 'html' as const, value: '<p>Two</p><p>lines</p>' },
      plain: 'Two lines',
      because: 'a title has one line',
    },
    {
      title: { type: 'text' as const, value: 'bell\u0007' },
      plain: 'bell',
      because: 'XML forbids it',
    },
  ])('has the title $plain: $because', ({ title, plain }) => {
    expect(normal({ title }).content.title).toBe(plain)
  })

  it('opens its first alternate link and keeps the others', () => {
    const { content, faults } = normal({
      links: [
        { href: 'https://x.example/via', rel: 'via' },
        { href: 'javascript:alert(1)', rel: 'alternate' },
        { href: 'https://x.example/1', rel: 'alternate' },
        { href: 'https://x.example/1', rel: 'alternate', type: 'text/html' },
        { href: 'https://x.example/1.fr', rel: 'alternate', hreflang: 'fr' },
      ],
      enclosures: [
        { url: 'file:///etc/passwd' },
        { url: 'https://x.example/a.mp3', title: 'A\u0000' },
      ],
    })
    expect(content).toMatchObject({
      url: 'https://x.example/1',
      links: [
        { href: 'https://x.example/via', rel: 'via' },
        { href: 'https://x.example/1.fr', rel: 'alternate', hreflang: 'fr' },
      ],
      enclosures: [{ url: 'https://x.example/a.mp3', title: 'A' }],
    })
    expect(faults).toEqual([
      'a link that is not http or https was left out',
      'an enclosure that is not http or https was left out',
    ])
  })

  it('links to pages without tracking its reader', () => {
    const { content } = normal({
      id: 'https://x.example/1?utm_source=rss',
      links: [
        { href: 'https://x.example/1?a=1&utm_source=rss', rel: 'alternate' },
        { href: 'https://x.example/2?fbclid=x', rel: 'related' },
      ],
      enclosures: [{ url: 'https://x.example/a.mp3?utm_source=rss' }],
    })
    expect(content).toMatchObject({
      url: 'https://x.example/1?a=1',
      links: [{ href: 'https://x.example/2', rel: 'related' }],
      enclosures: [{ url: 'https://x.example/a.mp3?utm_source=rss' }],
    })
  })

  it('has clean HTML, escaped where it was text, and not the same twice', () => {
    const { content } = normal({
      summary: { type: 'text', value: '1 < 2' },
      content: { type: 'html', value: '<p onclick="x()">1 &lt; 2</p>' },
    })
    expect(content).toMatchObject({ summary: '1 &lt; 2', content: '<p>1 &lt; 2</p>' })

    const same = normal({
      summary: { type: 'text', value: 'a' },
      content: { type: 'html', value: 'a' },
    })
    expect(same.content).not.toHaveProperty('summary')
    expect(same.content.content).toBe('a')
  })

  it('has its own authors, language and image before its feed’s', () => {
    const { content } = normal({
      authors: [{ name: '<a href="/ann">Ann</a> O&#39;Neill', url: 'ann' }],
      language: 'fr',
      image: 'https://x.example/1.png',
      rights: { type: 'html', value: '&copy; <b>us</b>' },
      source: { title: { type: 'text', value: 'Origin' }, url: 'javascript:1' },
    })
    expect(content).toMatchObject({
      authors: [{ name: "Ann O'Neill" }],
      language: 'fr',
      image: 'https://x.example/1.png',
      rights: '© us',
      origin: { title: 'Origin' },
    })
  })
})

describe('a feed as we keep it', () => {
  it('has a home page, itself and its hubs from its links', () => {
    expect(
      normalizeFeed({
        ...feed,
        id: 'urn:x',
        title: { type: 'html', value: 'A &amp; B' },
        subtitle: { type: 'text', value: 'a < b' },
        links: [
          { href: 'https://x.example/feed', rel: 'self' },
          { href: 'mailto:x@x.example', rel: 'alternate' },
          { href: 'https://x.example/', rel: 'alternate' },
          { href: 'https://hub.example/', rel: 'hub' },
          { href: 'ftp://hub.example/', rel: 'hub' },
        ],
      }),
    ).toEqual({
      id: 'urn:x',
      title: 'A & B',
      subtitle: 'a &lt; b',
      homePageUrl: 'https://x.example/',
      selfUrl: 'https://x.example/feed',
      hubs: ['https://hub.example/'],
      authors: [{ name: 'Desk' }],
      categories: [],
      language: 'en',
    })
  })
})
