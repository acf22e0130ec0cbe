import { describe, expect, it } from 'vitest'
import { answered, asked } from '../../src/watch/audit-detail.ts'
import { withoutPaths } from '../../src/web/redacted.ts'

describe('what the log keeps of what was asked', () => {
  it.each([
    { body: { paused: true, title: null, limit: 3 }, because: 'plain values' },
    { body: { withdrawn: { because: 'a mistake' } }, because: 'one level below' },
  ])('$because are kept as they are', ({ body }) => {
    expect(asked(body)).toEqual(body)
  })

  it.each([
    { body: { url: 'https://a:b@c.example/d?e' }, kept: { url: 'https://c.example/…' } },
    { body: { apiToken: 'x', password: 'y' }, kept: { apiToken: '…', password: '…' } },
    { body: { topics: [1, 2, 3] }, kept: { topics: '3 of them' } },
    { body: { a: { b: { c: 1 } } }, kept: { a: { b: '{…}' } } },
    { body: { text: 'x'.repeat(500) }, kept: { text: `${'x'.repeat(99)}…` } },
    { body: 'a text', kept: {} },
    { body: null, kept: {} },
    { body: [1], kept: {} },
  ])('of $body it keeps $kept', ({ body, kept }) => {
    expect(asked(body)).toEqual(kept)
  })

  it('is never long', () => {
    const members = (of: () => unknown) =>
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${i}`, of()]))
    const body = members(() => members(() => 'x'.repeat(1000)))
    expect(JSON.stringify(asked(body)).length).toBeLessThanOrEqual(2000)
  })
})

it('of what came of it are kept whom it concerned, why it was refused, and all counts', () => {
  const body = { slug: 'rail', url: 'https://x.example/', added: 3, faults: [{}, {}], detail: 'no' }
  expect(answered(body)).toEqual({ slug: 'rail', added: 3, faults: 2, detail: 'no' })
})

it.each([
  ['see https://a:b@c.example/d?e#f now', 'see https://c.example/… now'],
  [
    'http://c.example:8080/x and HTTPS://D.example',
    'http://c.example:8080/… and https://d.example/…',
  ],
  ['"https://c.example/x"', '"https://c.example/…"'],
  ['http://[', '(URL)'],
  ['no address', 'no address'],
])('%s is told as %s', (text, told) => {
  expect(withoutPaths(text)).toBe(told)
})
