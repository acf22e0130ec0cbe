import { describe, expect, it } from 'vitest'
import { pollOutcome } from '../../src/poll/outcome.ts'
import { pollHeaders } from '../../src/poll/request.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const url = 'https://example.org/feed'

const answered = (status: number, headers: Record<string, string> = {}) =>
  pollOutcome(
    {
      kind: 'response',
      url,
      status,
      headers: new Headers(headers),
      body: new TextEncoder().encode('<rss/>'),
    },
    noon,
  )

describe('what a poll came to', () => {
  it('a document, with the validators to send back and how long it is fresh', () => {
    const headers = {
      etag: 'W/"1"',
      'last-modified': 'yesterday-ish',
      'cache-control': 'max-age=60',
      'content-type': 'text/xml',
    }
    expect(answered(200, headers)).toMatchObject({
      kind: 'fresh',
      document: { url, contentType: 'text/xml' },
      validators: { url, etag: 'W/"1"', lastModified: 'yesterday-ish' },
      freshSeconds: 60,
    })
  })

  it('304: nothing new', () => expect(answered(304)).toEqual({ kind: 'not-modified', status: 304 }))
  it('410: gone', () => expect(answered(410)).toEqual({ kind: 'gone', status: 410 }))

  it.each([
    { status: 401, headers: {}, reason: 'the server asks for a login (401)' },
    { status: 403, headers: {}, reason: 'the server refuses us (403)' },
    {
      status: 403,
      headers: { 'cf-mitigated': 'challenge' },
      reason: 'the server asks for a browser check (403), which no feed reader can pass',
    },
    { status: 404, headers: {}, reason: 'there is nothing at this address (404)' },
    { status: 500, headers: {}, reason: 'the server failed (500)' },
    { status: 418, headers: {}, reason: 'the server answered 418' },
  ])('$status $headers: $reason', ({ status, headers, reason }) => {
    expect(answered(status, Object.fromEntries(Object.entries(headers)))).toMatchObject({
      kind: 'failed',
      status,
      reason,
    })
  })

  it.each([429, 503])('%i: how long the server wants us to wait', (status) => {
    expect(answered(status, { 'retry-after': '7200' })).toMatchObject({ retryAfterSeconds: 7200 })
  })

  it('no response: the reason, which is expected and no exception', () => {
    const reason = 'no answer within 20 seconds'
    expect(pollOutcome({ kind: 'no-response', reason, status: null }, noon)).toEqual({
      kind: 'failed',
      status: null,
      reason,
    })
  })
})

describe('what a poll asks', () => {
  const agent = 'Despatch/1'
  it.each([
    { validators: null, sent: {} },
    {
      validators: { url, etag: 'W/"x', lastModified: 'Sun' },
      sent: { 'if-none-match': 'W/"x', 'if-modified-since': 'Sun' },
    },
    { validators: { url, lastModified: 'Sun' }, sent: { 'if-modified-since': 'Sun' } },
    { validators: { url: 'https://example.org/old', etag: '"x"' }, sent: {} },
  ])('with $validators it sends $sent', ({ validators, sent }) => {
    const { 'user-agent': _, accept: __, ...conditions } = pollHeaders(url, validators, agent)
    expect(conditions).toEqual(sent)
  })

  it('for feeds, under its own name', () => {
    const headers = pollHeaders(url, null, agent)
    expect(headers['user-agent']).toBe(agent)
    expect(headers['accept']).toMatch(/^application\/atom\+xml, application\/rss\+xml/)
  })
})
