import { describe, expect, it } from 'vitest'
import type { Source } from '../../src/domain/source.ts'
import { SourcesPage } from '../../src/pages/sources.tsx'
import { sourceOf } from '../support/sources.ts'

const NEWSROOM = { title: 'News', description: 'All', contact: 'a@b.example', language: 'en' }

const written = (sources: Source[], outage?: string) =>
  String(
    SourcesPage({ newsroom: NEWSROOM, url: 'https://despatch.example/sources', sources, outage }),
  )

describe('the page of sources', () => {
  it.each([
    { given: {}, words: 'Not polled yet' },
    { given: { paused: true }, words: 'Paused by the newsroom' },
    {
      given: { memory: { endedAt: '2026-11-01T00:00:00Z' } },
      words: 'Has ended, as it said itself',
    },
  ])('says in plain words how a source does: $words', ({ given, words }) => {
    expect(written([sourceOf(given)])).toContain(words)
  })

  it('says when a source is asked, and why then', () => {
    const html = written([
      sourceOf({
        polledAt: '2026-11-01T10:00:00Z',
        nextPollAt: '2026-11-01T11:00:00Z',
        because: 'the publisher gives no hint: every 1 hour',
      }),
    ])
    expect(html).toContain('datetime="2026-11-01T10:00:00Z"')
    expect(html).toContain('datetime="2026-11-01T11:00:00Z"')
    expect(html).toContain(': the publisher gives no hint: every 1 hour.')
  })

  it('tells no address of a private source, and no password of any', () => {
    const html = written([
      sourceOf({ slug: 'a', private: true, url: 'https://a.example/feed?token=abc' }),
      sourceOf({ slug: 'b', url: 'https://me:secret@b.example/feed' }),
    ])
    expect(html).not.toMatch(/token=abc|secret/)
    expect(html).toContain('href="https://b.example/feed"')
  })

  it('says that it is a part, and where the others are', () => {
    const part = { newsroom: NEWSROOM, url: 'https://despatch.example/sources?after=b' }
    const sources = [sourceOf({ slug: 'c' })]
    const paths = { first: '/sources', next: '/sources?after=c' }
    const html = String(SourcesPage({ ...part, ...paths, sources }))
    expect(html).toContain('<a href="/sources" rel="first">')
    expect(html).toContain('<a href="/sources?after=c" rel="next">')
    expect(html).toContain('here are some')
    expect(written(sources)).not.toMatch(/here are some|class="paging"/)
  })

  it('says so when it is us', () => {
    expect(written([], '5 of the 5 sources could not be reached')).toContain(
      '<strong>It is us, not them.</strong> 5 of the 5 sources could not be reached.',
    )
    expect(written([])).not.toContain('It is us')
  })
})
