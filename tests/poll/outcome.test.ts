import { describe, expect, it } from 'vitest'
import { pollOutcome } from '../../src/poll/outcome.ts'
import { pollHeaders } from '../../src/poll/request.ts'
import { userAgent } from '../../src/poll/user-agent.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const url = 'https://example.org/feed'

const answered = (status: number, headers: Record<string, string> = {}, cut?: string) =>
  pollOutcome(
    {
      kind: 'response',
      url,
      status,
      headers: new Headers(headers),
      body: new TextEncoder().encode('<rss/>'),
      hops: [],
      cut,
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

  it('a document that is not whole: no validators, for a 304 would leave the rest unread', () => {
    expect(answered(200, { etag: '"1"' }, 'its body broke off')).toMatchObject({
      kind: 'fresh',
      validators: null,
      faults: [{ where: 'source', what: 'its body broke off' }],
    })
  })

  it('304: nothing new, and how long that is so', () => {
    expect(answered(304)).toEqual({ kind: 'not-modified', status: 304 })
    expect(answered(304, { 'cache-control': 'max-age=60' })).toMatchObject({ freshSeconds: 60 })
  })
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
    { status: 302, headers: {}, reason: 'it redirects without saying where to (302)' },
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
    const answer = { kind: 'no-response', reason, status: null, hops: [] } as const
    expect(pollOutcome({ ...answer, isUnreachable: true }, noon)).toEqual({
      kind: 'failed',
      status: null,
      reason,
      isUnreachable: true,
    })
  })
})

it.each([
  { subscribers: undefined, agent: 'Despatch/1.0 (+desk@example.org)' },
  { subscribers: 1, agent: 'Despatch/1.0 (+desk@example.org; 1 subscriber)' },
  { subscribers: 40, agent: 'Despatch/1.0 (+desk@example.org; 40 subscribers)' },
])('with $subscribers subscribers known it calls itself $agent', ({ subscribers, agent }) => {
  expect(userAgent('desk@example.org', subscribers)).toBe(agent)
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
