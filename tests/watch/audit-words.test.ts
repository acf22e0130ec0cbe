import { describe, expect, it } from 'vitest'
import { deedInWords, isDeed } from '../../src/watch/audit-words.ts'

it.each([
  ['POST', '/api/sources', 'added a source'],
  ['POST', '/api/sources/rail/poll', 'polled the source "rail"'],
  ['PUT', '/api/topics/sea', 'wrote the topic "sea"'],
  ['DELETE', '/api/entries/$1', 'withdrew the entry "$1"'],
  ['PATCH', '/api/sources', 'PATCH /api/sources'],
  ['POST', '/api/nothing', 'POST /api/nothing'],
])('%s %s: %s', (method, path, words) => {
  expect(deedInWords(method, path)).toBe(words)
})

it.each([
  { asked: { withdrawn: null }, words: 'restored the entry "1"' },
  { asked: { withdrawn: {} }, words: 'withdrew the entry "1"' },
  { asked: { duplicateOf: null }, words: 'split off the entry "1"' },
  { asked: { duplicateOf: '2' }, words: 'joined the entry "1"' },
  { asked: { title: 'New' }, words: 'changed the entry "1"' },
])('a patch of an entry with $asked: $words', ({ asked, words }) => {
  expect(deedInWords('PATCH', '/api/entries/1', asked)).toBe(words)
})

describe('what the log tells of', () => {
  it.each([
    { method: 'POST', path: '/api/sources', is: true },
    { method: 'POST', path: '/api/sources/preview/poll', is: true },
    { method: 'GET', path: '/api/sources', is: false },
    { method: 'HEAD', path: '/api/sources', is: false },
    { method: 'OPTIONS', path: '/api/sources', is: false },
    { method: 'POST', path: '/api/preview', is: false },
    { method: 'POST', path: '/api/discover', is: false },
    { method: 'POST', path: '/api/explain', is: false },
    { method: 'POST', path: '/api/topics/sea/dry-run', is: false },
    { method: 'PUT', path: '/api/newsroom?dry-run=true', is: false },
    { method: 'PUT', path: '/api/newsroom?dry-run=false', is: true },
    { method: 'PUT', path: '/api/newsroom?dry-run=known', is: false },
  ])('$method $path: $is', ({ method, path, is }) => {
    const url = new URL(path, 'https://despatch.example')
    expect(isDeed(method, url.pathname, url.searchParams)).toBe(is)
  })
})
