import { describe, expect, it } from 'vitest'
import { parseFeedQuery } from '../../src/domain/feed-query.ts'
import { keptAddress, keptSeconds } from '../../src/publish/kept.ts'

const queryOf = (expression: string, parameters = '') => {
  const limits = { usualEntries: 50, maxEntries: 200 }
  const parsed = parseFeedQuery(expression, new URLSearchParams(parameters), limits)
  if (parsed.kind === 'broken') throw new Error(parsed.what)
  return parsed.query
}
const SITE = 'https://despatch.example'
const BEFORE = `before=${btoa('2026-11-01T10:00:00Z aaaa').replaceAll('=', '')}`

describe('the address a document is kept under', () => {
  it('is another for everything that gives another document', () => {
    const addresses = [
      keptAddress(SITE, queryOf('rail'), 'atom'),
      keptAddress(SITE, queryOf('rail'), 'rss'),
      keptAddress(SITE, queryOf('rail'), 'json'),
      keptAddress(SITE, queryOf('rail'), 'html'),
      keptAddress('https://other.example', queryOf('rail'), 'atom'),
      keptAddress(SITE, queryOf('rail+sea'), 'atom'),
      keptAddress(SITE, queryOf('rail,sea'), 'atom'),
      ...[
        'lang=en',
        'limit=3',
        'q=train',
        'since=2026-11-01',
        'source=x',
        'view=title',
        BEFORE,
      ].map((parameter) => keptAddress(SITE, queryOf('rail', parameter), 'atom')),
    ]
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const address of addresses) expect(URL.canParse(address)).toBe(true)
  })

  it('is the same for every spelling', () => {
    expect(keptAddress(SITE, queryOf('sea,rail', 'view=title&lang=en'), 'atom')).toBe(
      keptAddress(SITE, queryOf('rail,sea', 'lang=EN&limit=50&view=title'), 'atom'),
    )
  })
})

describe('how long a document is kept', () => {
  const policy = { topicSeconds: 1000, narrowedSeconds: 10 }

  it.each([
    { parameters: '', seconds: 1000, because: 'many ask for it' },
    { parameters: 'source=x&view=title', seconds: 1000, because: 'there are few of these' },
    { parameters: 'q=train', seconds: 10, because: 'there are as many as there are words' },
    { parameters: 'since=2026-11-01', seconds: 10, because: 'there are as many as moments' },
    { parameters: BEFORE, seconds: 10, because: 'there are as many as entries' },
  ])('$parameters: $seconds s, for $because', ({ parameters, seconds }) => {
    expect(keptSeconds(queryOf('rail', parameters), policy)).toBe(seconds)
  })
})
