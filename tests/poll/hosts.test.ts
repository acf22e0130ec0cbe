import { describe, expect, it } from 'vitest'
import { hostWait } from '../../src/poll/host-wait.ts'
import { isOutage } from '../../src/poll/outage.ts'
import { spaced } from '../../src/poll/spacing.ts'

const noon = new Date('2026-11-22T12:00:00Z')

describe('a host that wants to be left alone', () => {
  const url = 'https://example.org:8443/feed'
  it.each([
    { status: 429, retryAfterSeconds: 7200, notBefore: '2026-11-22T14:00:00Z' },
    { status: 503, retryAfterSeconds: 60, notBefore: '2026-11-22T12:01:00Z' },
    { status: 429, retryAfterSeconds: 1e8, notBefore: '2026-11-23T12:00:00Z' },
    { status: 429, retryAfterSeconds: undefined, notBefore: undefined },
    { status: 404, retryAfterSeconds: 7200, notBefore: undefined },
    { status: 500, retryAfterSeconds: 7200, notBefore: undefined },
  ])(
    '$status with Retry-After $retryAfterSeconds: its feeds wait until $notBefore',
    ({ status, retryAfterSeconds, notBefore }) => {
      const outcome = { kind: 'failed', status, reason: '', retryAfterSeconds } as const
      expect(hostWait(url, outcome, noon, 86_400)?.notBefore).toBe(notBefore)
    },
  )

  it('is named, and why', () => {
    const outcome = { kind: 'failed', status: 429, reason: '', retryAfterSeconds: 7200 } as const
    expect(hostWait(url, outcome, noon, 86_400)).toMatchObject({
      host: 'example.org:8443',
      because: 'its host asked us to wait 2 hours with all its feeds (429, Retry-After)',
    })
  })
})

describe('the sources that are due', () => {
  const policy = { perRun: 5, secondsApart: 5, perHost: 3 }
  const due = (...urls: string[]) => urls.map((url, i) => ({ slug: `s${i}`, url }))
  const inWords = (list: ReturnType<typeof spaced>) =>
    list.map(({ slug, delaySeconds }) => `${slug}+${delaySeconds}`).join(' ')
  const A = 'https://a.example/'
  const B = 'https://b.example/'
  it.each([
    { what: 'hosts of their own: all at once', urls: [A, B], sent: 's0+0 s1+0' },
    { what: 'one host: one after the other', urls: [A, A, B, A], sent: 's0+0 s1+5 s2+0 s3+10' },
    {
      what: 'more of a host than fit: the rest next time, and nobody behind it waits',
      urls: [A, A, A, A, A, B],
      sent: 's0+0 s1+5 s2+10 s5+0',
    },
    {
      what: 'no more than a run may send',
      urls: [A, B, 'https://c.example/', 'https://d.example/', 'https://e.example/', A],
      sent: 's0+0 s1+0 s2+0 s3+0 s4+0',
    },
    {
      what: "the operator's own: as fast as it likes",
      urls: ['http://intranet/1', 'http://intranet/2', 'http://intranet/3', 'http://intranet/4'],
      sent: 's0+0 s1+0 s2+0 s3+0',
    },
  ])('$what', ({ urls, sent }) => {
    const isUnspaced = (url: string) => url.startsWith('http://intranet/')
    expect(inWords(spaced(due(...urls), policy, isUnspaced))).toBe(sent)
  })
})

describe('it is us and not them', () => {
  const policy = { share: 0.8, minSources: 5, windowSeconds: 7200 }
  it.each([
    { polled: 5, unreachable: 4, outage: true },
    { polled: 5, unreachable: 3, outage: false },
    { polled: 4, unreachable: 4, outage: false },
    { polled: 100, unreachable: 80, outage: true },
    { polled: 0, unreachable: 0, outage: false },
  ])('$unreachable of $polled not reached: $outage', ({ outage, ...reach }) => {
    expect(isOutage(reach, policy)).toBe(outage)
  })
})
