import { describe, expect, it } from 'vitest'
import {
  contentApiUrl,
  readContentItem,
  readContentStatus,
} from '../../src/ingest/govuk-content.ts'
import { contentItem } from '../support/govuk.ts'

const ASKED = 'https://www.gov.uk/api/content/government/news/a-train'
const read = (item: unknown, foundAt = ASKED) =>
  readContentItem(typeof item === 'string' ? item : JSON.stringify(item), ASKED, foundAt)

describe('where to ask about a page', () => {
  it.each([
    ['https://www.gov.uk/government/news/a-train', ASKED],
    ['https://www.gov.uk/government/news/a-train/', ASKED],
    ['https://www.gov.uk/government/news/a-train?utm_source=x#y', ASKED],
    ['https://www.gov.uk/government/news/a-train.cy', `${ASKED}.cy`],
    ['https://www.gov.uk/', undefined],
    ['https://www.gov.uk/api/content/x', undefined],
    ['http://www.gov.uk/government/news/a-train', undefined],
    ['https://www.gov.uk:8443/government/news/a-train', undefined],
    ['https://www.gov.uk.evil.example/government/news/a-train', undefined],
    ['https://user@www.gov.uk/x', 'https://www.gov.uk/api/content/x'],
    ['https://assets.publishing.service.gov.uk/media/x.pdf', undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('%s → %s', (page, api) => {
    expect(contentApiUrl(page)).toBe(api)
  })
})

describe('what the Content API says of a page', () => {
  it('its document', () => {
    expect(read(contentItem())).toMatchObject({
      kind: 'found',
      item: { public_updated_at: '2026-11-01T10:00:00.000+00:00' },
    })
  })

  it.each([
    {
      case: '303: the path it is kept under is another',
      answer: read(contentItem(), 'https://www.gov.uk/api/content/guidance/trains'),
      expected: { kind: 'found', fault: expect.stringContaining('/guidance/trains (303)') },
    },
    {
      case: 'a redirect that leads out of the API',
      answer: read(contentItem(), 'https://evil.example/api/content/x'),
      expected: { kind: 'failed', fault: expect.stringContaining('leads out of itself') },
    },
    {
      case: 'a page that was unpublished with a redirect',
      answer: read({ schema_name: 'redirect', redirects: [{ destination: '/guidance/trains' }] }),
      expected: { kind: 'moved', fault: expect.stringContaining('/guidance/trains') },
    },
    {
      case: 'a page that was unpublished with an explanation',
      answer: read({ schema_name: 'gone', details: { explanation: 'In error.' } }),
      expected: { kind: 'gone' },
    },
    {
      case: '404',
      answer: readContentStatus(404, 'there is nothing at this address (404)'),
      expected: { kind: 'missing', fault: expect.stringContaining('(404)') },
    },
    {
      case: '410',
      answer: readContentStatus(410, ''),
      expected: { kind: 'gone', fault: expect.stringContaining('(410)') },
    },
    {
      case: '500',
      answer: readContentStatus(500, 'the server failed (500)'),
      expected: { kind: 'failed', fault: expect.stringContaining('the server failed (500)') },
    },
    {
      case: 'silence',
      answer: readContentStatus(null, 'no answer within 8 seconds'),
      expected: { kind: 'failed', fault: expect.stringContaining('no answer') },
    },
    { case: 'a page', answer: read('<!doctype html>'), expected: { kind: 'failed' } },
    { case: 'a list', answer: read([]), expected: { kind: 'failed' } },
    { case: 'a number', answer: read('7'), expected: { kind: 'failed' } },
    {
      case: 'dates that are none',
      answer: read(contentItem({ first_published_at: 7 })),
      expected: { kind: 'failed' },
    },
    {
      case: 'a member in another shape costs only itself',
      answer: read(contentItem({ details: { body: [{ content: 'x' }], change_history: 'none' } })),
      expected: { kind: 'found', item: { details: { body: null, change_history: null } } },
    },
  ])('$case', ({ answer, expected }) => {
    expect(answer).toMatchObject(expected)
  })
})
