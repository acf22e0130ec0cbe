import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, readEntries } from '../../src/ingest/read.ts'

const read = async (body: string, limits = DEFAULT_LIMITS) => {
  const titles: (string | undefined)[] = []
  const document = { url: 'https://x.example/feed', body: new TextEncoder().encode(body) }
  const outcome = await readEntries(document, limits, ({ title }) => titles.push(title?.value))
  return { titles, outcome }
}
const item = (title: string) => `<item><title>${title}</title></item>`

describe('a caller that takes the entries one by one', () => {
  it('has each when it ends, and the feed at the end', async () => {
    const { titles, outcome } = await read(
      `<rss><channel>${item('One')}${item('Two')}<title>Feed</title></channel></rss>`,
    )

    expect(titles).toEqual(['One', 'Two'])
    expect(outcome).toMatchObject({ kind: 'feed', feed: { title: { value: 'Feed' } }, faults: [] })
  })

  it('has no more of them than were wanted, of XML and of JSON', async () => {
    const limits = { ...DEFAULT_LIMITS, maxEntries: 1 }
    const xml = await read(`<rss><channel>${item('One')}${item('Two')}</channel></rss>`, limits)
    const json = await read(
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"One"},{"title":"Two"}]}',
      limits,
    )

    expect(xml.titles).toEqual(['One'])
    expect(json.titles).toEqual(['One'])
    expect(xml.outcome).toMatchObject({ faults: [{ what: 'only the first 1 entries were read' }] })
  })

  it('has none of what is no feed', async () => {
    expect(await read('<html><body>Hello')).toEqual({
      titles: [],
      outcome: { kind: 'not-a-feed', what: 'an HTML page' },
    })
  })
})
