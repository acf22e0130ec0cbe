import { describe, expect, it } from 'vitest'
import type { CleanEntry } from '../../src/ingest/clean-document.ts'
import { readContentItem } from '../../src/ingest/govuk-content.ts'
import { withContentItem } from '../../src/ingest/govuk-entry.ts'
import type { CleanHtml } from '../../src/domain/entry.ts'
import { contentOf } from '../support/entries.ts'
import { contentItem } from '../support/govuk.ts'

const PAGE = 'https://www.gov.uk/government/news/a-train'
const summary = 'About a train' as CleanHtml

/** As GOV.UK's finder tells of it. */
const fed: CleanEntry = {
  id: 'tag:www.gov.uk,2005:/government/news/a-train',
  key: 'k',
  fingerprint: 'as fed',
  content: contentOf({
    url: PAGE,
    title: 'A train',
    summary,
    language: 'en-GB',
    updated: '2026-11-01T10:00:00Z',
    authors: [{ name: 'HM Government' }],
    sourceUpdated: '2026-11-01T10:00:00Z',
  }),
  written: {
    title: { type: 'text', value: 'A train' },
    summary: { type: 'html', value: 'About a train' },
    links: [{ rel: 'alternate', href: PAGE }],
    enclosures: [],
    authors: [],
    contributors: [],
    categories: [],
  },
}

function enriched(given: Record<string, unknown> = {}) {
  const url = PAGE.replace('gov.uk/', 'gov.uk/api/content/')
  const answer = readContentItem(JSON.stringify(contentItem(given)), url, url)
  if (answer.kind !== 'found') throw new Error(answer.fault)
  return withContentItem(fed, answer.item)
}
const contentWith = (given?: Record<string, unknown>) => enriched(given).entry.content
const details = (more: object) => ({ details: { ...contentItem().details, ...more } })

describe('an entry with what the Content API says of its page', () => {
  it('has the text, the dates, the notes, and who and where it is of', () => {
    expect(contentWith()).toEqual({
      ...fed.content,
      content:
        '<div><p>The whole story, by <a href="https://www.gov.uk/government/news/rail" rel="noopener noreferrer">rail</a>.</p></div>',
      published: '2026-10-01T08:30:00Z',
      updated: '2026-11-01T10:00:00Z',
      changes: [{ at: '2026-10-01T08:30:00Z', note: 'First published.' }],
      categories: [
        {
          term: 'ministry-of-defence',
          scheme: 'https://www.gov.uk/government/organisations',
          label: 'Ministry of Defence',
        },
        { term: 'Japan', scheme: 'https://www.gov.uk/world' },
      ],
    })
  })

  it('keeps what its feed said beside what the page says, to be cleaned again one day', () => {
    const { written } = enriched().entry
    expect(written.summary).toEqual(fed.written.summary)
    expect(written.content?.value).toContain('class="govspeak"')
  })

  it('is cleaned like any other', () => {
    const { content } = contentWith(
      details({
        body: '<p onclick="x()">Hi<script>alert(1)</script>\u0008</p><object data="//x">',
      }),
    )
    expect(content).toBe('<p>Hi</p>')
  })

  it.each([
    { case: 'no body', given: { details: {} } },
    { case: 'an empty body', given: { details: { body: ' \n' } } },
    { case: 'no details', given: { details: null } },
  ])('of $case stays as it was fed', ({ given }) => {
    const content = contentWith(given)
    expect(content).not.toHaveProperty('content')
    expect(content.summary).toBe(summary)
  })

  it('leaves out a body that no row could hold, and says so', () => {
    const { entry, faults } = enriched(details({ body: 'x'.repeat(300_001) }))
    expect(entry.content).not.toHaveProperty('content')
    expect(faults).toEqual([expect.stringContaining('too long')])
  })

  it.each([
    { locale: 'en', language: 'en-GB', because: 'the feed says more' },
    { locale: 'cy', language: 'cy', because: 'the page is in Welsh' },
    { locale: null, language: 'en-GB', because: 'the page does not say' },
    { locale: '<b>', language: 'en-GB', because: 'that is no language' },
  ])('locale $locale: $language, since $because', ({ locale, language }) => {
    expect(contentWith({ locale }).language).toBe(language)
  })

  it.each([
    { notice: {}, because: undefined },
    { notice: null, because: undefined },
    {
      notice: {
        explanation: '<div class="govspeak"><p>We’ve withdrawn this\nnews article</p></div>',
        withdrawn_at: '2026-11-20T10:29:02+01:00',
      },
      because: 'GOV.UK has withdrawn it on 2026-11-20: We’ve withdrawn this news article',
    },
    {
      notice: { withdrawn_at: '2026-11-20T10:29:02+01:00' },
      because: 'GOV.UK has withdrawn it on 2026-11-20',
    },
    { notice: { explanation: 'In error.' }, because: 'GOV.UK has withdrawn it: In error.' },
  ])('with the notice $notice: $because', ({ notice, because }) => {
    expect(enriched({ withdrawn_notice: notice }).entry.withdrawnBecause).toBe(because)
  })
})

describe('its fingerprint', () => {
  const fingerprintOf = (given?: Record<string, unknown>) => enriched(given).entry.fingerprint
  const note = (text: string) => ({
    change_history: [{ public_timestamp: '2026-11-01T10:00:00Z', note: text }],
  })

  it('is still while nothing changes that a reader would notice', () => {
    expect(fingerprintOf({ updated_at: '2026-12-01T00:00:00Z', links: {} })).toBe(fingerprintOf())
  })

  it.each([
    { what: 'its text', given: details({ body: '<p>Corrected.</p>' }) },
    { what: 'a note, though the text is the same', given: details(note('Replaced a file.')) },
  ])('moves with $what', ({ given }) => {
    expect(fingerprintOf(given)).not.toBe(fingerprintOf())
  })

  it('does not depend on the order in which notes are sent', () => {
    const notes = ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'].map((at) => ({
      public_timestamp: at,
      note: at,
    }))
    expect(fingerprintOf(details({ change_history: notes.toReversed() }))).toBe(
      fingerprintOf(details({ change_history: notes })),
    )
  })
})
