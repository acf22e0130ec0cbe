import { describe, expect, it } from 'vitest'
import type { EmbedQuery } from '../../src/domain/embed-query.ts'
import type { CleanHtml } from '../../src/domain/entry.ts'
import { queryOf } from '../../src/domain/feed-query.ts'
import type { ServedEntry } from '../../src/domain/feed.ts'
import { embedded } from '../../src/embed/embedded.ts'
import { writeEmbed, writeEmbedNotice } from '../../src/embed/write-embed.tsx'
import { plainText } from '../../src/ingest/plain-text.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { dangersOnPage } from '../support/dangers.ts'
import { feedOf, servedOf } from '../support/feeds.ts'

const SITE = 'https://despatch.example'

const queryFor = (given: Partial<EmbedQuery> = {}, view: 'title' | 'summary' = 'title') =>
  ({ feed: { ...queryOf('defence'), view }, as: 'fragment', theme: 'auto', ...given }) as const

const write = (
  entries: Partial<ServedEntry>[],
  query: EmbedQuery = queryFor(),
  feed: Parameters<typeof feedOf>[1] = {},
) => {
  const document = feedOf(
    entries.map((entry) => servedOf(entry)),
    feed,
  )
  return writeEmbed(embedded(document, query, SITE, plainText), query)
}

const clean = (html: string) => html as CleanHtml

describe('a fragment', () => {
  it('is a labelled list of titles that lead to their publishers, with source and date', async () => {
    const html = await write([{ title: 'A & B', url: 'https://example.org/a', language: 'ja' }])
    expect(html).toContain('<section class="despatch" part="feed" aria-label="Defence" dir="auto"')
    expect(html).toContain('<li class="despatch-entry" part="entry" lang="ja" dir="auto">')
    expect(html).toContain('href="https://example.org/a">A &amp; B</a>')
    expect(html).toContain(
      '>Example Times</span> · <time datetime="2026-11-01T10:00:00Z" dir="auto">',
    )
    expect(html).not.toMatch(/<h\d|<img|<script|<style| style=| id=/)
  })

  it('tells its topic, its newsroom and where both are', async () => {
    const html = await write([{}])
    expect(html).toContain('<a href="https://despatch.example/topics/defence">Defence</a>')
    expect(html).toContain('<a href="https://despatch.example/">Despatch</a>')
  })

  it('names the newsroom once where everything is embedded', async () => {
    const everything = { expression: 'all', heading: 'Everything' }
    expect((await write([{}], queryFor(), everything)).match(/>Despatch</g)).toHaveLength(1)
  })

  it('passes through the sanitiser with every word and link', async () => {
    const html = await write([{ url: 'https://example.org/a' }, { title: 'Another' }])
    expect(plainText(sanitize(html))).toBe(plainText(html))
    expect(sanitize(html).match(/<a /g)).toHaveLength(html.match(/<a /g)?.length ?? 0)
  })

  it('leads to the entry’s page here when it has none of its own', async () => {
    expect(await write([{ key: 'abc' }])).toContain('href="https://despatch.example/entries/abc"')
  })

  it('calls an entry without a title by how it begins', async () => {
    const html = await write([{ title: '', content: clean('<p>Just <b>words</b>.</p>') }])
    expect(html).toContain('>Just words.</a>')
  })

  it('says when there is nothing yet', async () => {
    expect(await write([])).toContain('lang="en">Nothing here yet.</p>')
  })

  it('wears the colours it is told to', async () => {
    expect(await write([{}], queryFor({ theme: 'dark' }))).toContain(
      'class="despatch despatch-dark"',
    )
  })
})

describe('summaries', () => {
  const summarised = (html: string) => write([{ summary: clean(html) }], queryFor({}, 'summary'))

  it('are plain text: no pictures, links or markup of the publisher', async () => {
    const html = await summarised(
      '<p>Words <a href="https://x.example/">here</a> &lt;b></p><img src="https://t.example/">',
    )
    expect(html).toContain('<p class="despatch-summary" part="summary">Words here &lt;b&gt;</p>')
    expect(html).not.toContain('x.example')
    expect(html).not.toContain('t.example')
  })

  it('end at a word, with an ellipsis', async () => {
    const [, text = ''] =
      /part="summary">([^<]*)</.exec(await summarised('word '.repeat(100))) ?? []
    expect(text).toMatch(/^(?:word )+word…$/)
    expect(text.length).toBeLessThanOrEqual(201)
  })

  it('of a script without spaces end between characters', async () => {
    const [, text = ''] = /part="summary">([^<]*)</.exec(await summarised('👩‍🚀船'.repeat(200))) ?? []
    expect(text).toBe(`${'👩‍🚀船'.repeat(100)}…`)
  })

  it('are only there where they are asked for', async () => {
    expect(await write([{ summary: clean('Words') }])).not.toContain('Words')
  })
})

describe('the page for a frame', () => {
  it('is whole: its language, its heading, its one stylesheet and one script', async () => {
    const html = await write([{}], queryFor({ as: 'page' }))
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/)
    expect(html).toContain('<h1 class="despatch-title" part="title">')
    expect(html.match(/<link rel="stylesheet"/g)).toHaveLength(1)
    expect(html.match(/<script/g)).toHaveLength(1)
  })

  it('opens links beside the page that embeds it', async () => {
    const html = await write([{}], queryFor({ as: 'page' }))
    const links = html.match(/<a [^>]*>/g) ?? []
    expect(links).toHaveLength(3)
    for (const link of links) expect(link).toContain('target="_blank" rel="noopener"')
  })

  it('holds nothing dangerous, whatever an entry says', async () => {
    const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const html = await write([{ title: attack, language: attack }], queryFor({ as: 'page' }))
    expect(dangersOnPage(html)).toEqual([])
  })
})

it('a notice says what is the matter, and where the newsroom is', async () => {
  const newsroom = { title: 'Despatch', url: `${SITE}/` }
  const html = await writeEmbedNotice({ message: 'No <b>.', newsroom }, 'en', queryFor())
  expect(html).toContain('lang="en" dir="auto">No &lt;b&gt;.</p>')
  expect(html).toContain('<a href="https://despatch.example/">Despatch</a>')
})
