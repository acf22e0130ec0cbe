import { describe, expect, it } from 'vitest'
import { negotiate } from '../../src/web/accept.ts'

describe('an address without an extension gives people the page', () => {
  it.each([
    [
      'Chrome',
      'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
    ],
    ['Firefox', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Safari', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['lynx', 'text/html, text/plain, text/sgml, */*;q=0.01'],
    ['w3m', 'text/html, text/*;q=0.5, image/*'],
    ['an old crawler', 'text/html,application/xml;q=0.5'],
    ['one that takes XML as gladly', 'text/html, application/xml'],
  ])('%s: %s', (_, accept) => expect(negotiate(accept)).toBe('html'))
})

describe('and readers the feed they like best', () => {
  it.each([
    [
      'NetNewsWire',
      'application/rss+xml, application/rdf+xml;q=0.8, application/atom+xml;q=0.6, application/xml;q=0.4, text/xml;q=0.4',
      'rss',
    ],
    [
      'Miniflux',
      'application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/html, */*;q=0.9',
      'atom',
    ],
    [
      'FreshRSS',
      'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.7',
      'atom',
    ],
    [
      'feedparser',
      'application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1',
      'atom',
    ],
    [
      'Feedbin',
      'application/feed+json, application/atom+xml;q=0.9, application/rss+xml;q=0.8, */*;q=0.1',
      'json',
    ],
    ['Thunderbird', 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1', 'rss'],
    ['one that would take a page too', 'application/atom+xml, text/html;q=0.5', 'atom'],
    ['newsboat, curl, wget', '*/*', 'atom'],
    ['sfeed', null, 'atom'],
    ['XML alone', 'application/xml', 'atom'],
    ['JSON alone', 'application/json', 'json'],
    ['application/*', 'application/*', 'atom'],
    ['nonsense', 'anything', 'atom'],
  ])('%s: %s gets %s', (_, accept, offer) => expect(negotiate(accept)).toBe(offer))
})

it.each([['image/png'], ['text/plain'], ['application/atom+xml;q=0'], ['*/*;q=0']])(
  '%s: nothing we have is wanted',
  (accept) => expect(negotiate(accept)).toBeUndefined(),
)
