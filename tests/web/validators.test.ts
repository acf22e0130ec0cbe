import { describe, expect, it } from 'vitest'
import { httpDate, isNotModified } from '../../src/web/validators.ts'

const current = { etag: '"abc"', lastModified: '2026-11-22T12:00:00.700Z' }

describe('a conditional request', () => {
  it.each([
    { headers: {}, notModified: false, because: 'it has no condition' },
    { headers: { 'if-none-match': '"abc"' }, notModified: true, because: 'the tag is ours' },
    { headers: { 'if-none-match': 'W/"abc"' }, notModified: true, because: 'weak comparison' },
    { headers: { 'if-none-match': '"x", W/"abc"' }, notModified: true, because: 'one of a list' },
    {
      headers: { 'if-none-match': '"x,y","abc"' },
      notModified: true,
      because: 'a comma in quotes',
    },
    { headers: { 'if-none-match': '*' }, notModified: true, because: 'anything will do' },
    { headers: { 'if-none-match': '"abcd"' }, notModified: false, because: 'another tag' },
    {
      headers: {
        'if-none-match': '"x"',
        'if-modified-since': 'Sun, 22 Nov 2026 12:00:00 GMT',
      },
      notModified: false,
      because: 'If-None-Match wins over the date',
    },
    {
      headers: { 'if-modified-since': 'Sun, 22 Nov 2026 12:00:00 GMT' },
      notModified: true,
      because: 'dates have whole seconds',
    },
    {
      headers: { 'if-modified-since': 'Sun, 22 Nov 2026 11:59:59 GMT' },
      notModified: false,
      because: 'it changed since',
    },
    { headers: { 'if-modified-since': 'soon' }, notModified: false, because: 'not a date' },
  ])('$headers: $because', ({ headers, notModified }) => {
    expect(isNotModified(new Headers(Object.entries(headers)), current)).toBe(notModified)
  })

  it('is told a date as HTTP writes it', () => {
    expect(httpDate('2026-11-22T12:00:00.700Z')).toBe('Sun, 22 Nov 2026 12:00:00 GMT')
  })
})
