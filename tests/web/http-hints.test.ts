import { describe, expect, it } from 'vitest'
import { freshnessSeconds } from '../../src/web/cache-control.ts'
import { parseRetryAfter } from '../../src/web/retry-after.ts'

const noon = new Date('2026-11-22T12:00:00Z')

describe('Retry-After', () => {
  it.each([
    { header: '120', seconds: 120, because: 'delay-seconds' },
    { header: 'Sun, 22 Nov 2026 12:05:00 GMT', seconds: 300, because: 'HTTP-date' },
    { header: 'Sun, 22 Nov 2026 11:00:00 GMT', seconds: 0, because: 'that moment is past' },
    { header: 'soon', seconds: undefined, because: 'nonsense is ignored' },
    { header: '-5', seconds: undefined, because: 'nonsense is ignored' },
    { header: null, seconds: undefined, because: 'it is absent' },
  ])('$header means wait $seconds s: $because', ({ header, seconds }) => {
    expect(parseRetryAfter(header, noon)).toBe(seconds)
  })
})

describe('how long a response stays fresh', () => {
  it.each([
    { headers: { 'cache-control': 'public, max-age=900' }, seconds: 900 },
    { headers: { 'cache-control': 'max-age=0, s-maxage=60' }, seconds: 0 },
    { headers: { 'cache-control': 's-maxage=60' }, seconds: undefined },
    {
      headers: {
        expires: 'Sun, 22 Nov 2026 12:10:00 GMT',
        date: 'Sun, 22 Nov 2026 12:00:00 GMT',
      },
      seconds: 600,
    },
    { headers: { expires: '0', date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, seconds: 0 },
    { headers: { expires: 'Sun, 22 Nov 2026 12:10:00 GMT' }, seconds: 600 },
    { headers: { expires: 'never' }, seconds: undefined },
    { headers: { 'cache-control': 'max-age=900', age: '600' }, seconds: 300 },
    { headers: { 'cache-control': 'max-age=900', age: '1000' }, seconds: 0 },
    { headers: { 'cache-control': 'max-age=900', age: 'old' }, seconds: 900 },
    { headers: {}, seconds: undefined },
  ])('$headers: $seconds s', ({ headers, seconds }) => {
    expect(freshnessSeconds(new Headers(Object.entries(headers)), noon)).toBe(seconds)
  })
})
