import { describe, expect, it } from 'vitest'
import { pageOf } from '../../src/cluster/page.ts'

const PAGE = 'example.org/2026/ship'

describe('one page has one name', () => {
  it.each([
    ['https://example.org/2026/ship', 'as it is'],
    ['http://example.org/2026/ship', 'over http'],
    ['https://www.example.org/2026/ship/', 'with www and a slash at the end'],
    ['https://m.example.org/2026/ship', 'for telephones'],
    ['https://mobile.example.org/2026/ship', 'for telephones'],
    ['https://amp.example.org/2026/ship', 'as AMP on its own host'],
    ['https://EXAMPLE.org:443/2026/ship', 'in capitals, with the usual port'],
    ['https://example.org/2026/ship/amp', 'as AMP below it'],
    ['https://example.org/2026/ship/amp/', 'as AMP below it'],
    ['https://example.org/amp/2026/ship', 'as AMP before it'],
    ['https://example.org/2026/ship?amp=1', 'as AMP by a parameter'],
    ['https://example.org/2026/ship?outputType=amp', 'as AMP by a parameter'],
    ['https://example.org/2026/ship/index.html', 'with the name of its file'],
    ['https://www.google.com/amp/s/www.example.org/2026/ship', 'as Google shows it'],
    [
      'https://www-example-org.cdn.ampproject.org/c/s/www.example.org/2026/ship',
      'from the AMP cache',
    ],
  ])('%s: %s', (url) => expect(pageOf(url)).toBe(PAGE))

  it.each([
    ['https://www.bbc.com/news/articles/c1', 'bbc.co.uk/news/articles/c1'],
    ['https://x.com/someone/status/1', 'twitter.com/someone/status/1'],
    ['https://en.m.wikipedia.org/wiki/Ship', 'en.wikipedia.org/wiki/Ship'],
    ['https://example.org/a?b=2&a=1', 'example.org/a?a=1&b=2'],
    ['https://example.org:8080/a', 'example.org:8080/a'],
    ['https://example.org/a.amp.html', 'example.org/a.html'],
  ])('%s is %s', (url, page) => expect(pageOf(url)).toBe(page))
})

describe('two pages stay two', () => {
  it.each([
    ['https://example.org/a', 'https://example.org/b'],
    ['https://example.org/a?id=1', 'https://example.org/a?id=2'],
    ['https://example.org/log#v1', 'https://example.org/log#v2'],
    ['https://example.org/A', 'https://example.org/a'],
    ['https://news.example.org/a', 'https://example.org/a'],
    ['https://example.org/camp', 'https://example.org/c'],
    ['https://example.org/a?output=xml', 'https://example.org/a'],
  ])('%s and %s', (one, other) => expect(pageOf(one)).not.toBe(pageOf(other)))
})

it.each([
  undefined,
  'https://example.org/',
  'https://www.example.org',
  'urn:x:1',
  'mailto:a@b.c',
  'no url',
])('%s is no page of its own', (url) => expect(pageOf(url)).toBeUndefined())
