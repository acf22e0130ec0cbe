import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCsv } from '../../scripts/csv.ts'
import type { EntryField, TopicMatch } from '../../src/domain/topic.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { start, waitFor, type Started } from '../support/started.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'

interface Item {
  id: string
  url?: string
  title?: string
  summary?: string
  content_html: string
  tags?: string[]
  _topics: TopicMatch[]
}

/** Every fifth of the feeds that are well-formed. */
const feeds = hasCorpus
  ? parseCsv(corpusText('feeds/index.csv'))
      .filter(({ wellformed }) => wellformed === 'yes' || wellformed === 'json-ok')
      .filter((_, i) => i % 5 === 0)
      .map(({ file = '' }) => file)
  : []

/** A stored entry's text as its JSON feed tells it, in which the offsets of evidence count. */
function textsOf(item: Item): Partial<Record<EntryField, string>> {
  const content = plainText(item.content_html)
  return {
    title: item.title ?? '',
    // Without a content the summary is what `content_html` holds.
    summary: item.summary === undefined ? content : plainText(item.summary),
    content,
    url: item.url ?? '',
    category: item.tags?.join('\n\n') ?? '',
  }
}

describe.skipIf(!hasCorpus)('every entry stored from other people’s feeds', () => {
  let publishers: Publisher
  let newsroom: Started

  beforeAll(async () => {
    publishers = await publisher(
      Object.fromEntries(feeds.map((file) => [`/${file}`, serves(corpusBytes(file))])),
    )
    newsroom = await start({
      PRIVATE_HOSTS: publishers.host,
      DATA_DIR: join(import.meta.dirname, '../../data'),
    })
    for (const file of feeds)
      await newsroom.poll(await newsroom.addSource(`${publishers.url}/${file}`))
  })
  afterAll(async () => {
    await newsroom?.cleanUp()
    await publishers?.close()
  })

  async function everything(slug: string): Promise<Item[]> {
    const items: Item[] = []
    for (let next: string | undefined = `/topics/${slug}.json?limit=200`; next;) {
      const page = (await (await newsroom.get(next)).json()) as { items: Item[]; next_url?: string }
      items.push(...page.items)
      const { pathname, search } = new URL(page.next_url ?? newsroom.url)
      next = page.next_url && `${pathname}${search}`
    }
    return items
  }

  it('quotes the words that put it under its topics from where they stand', async () => {
    const filed = (await everything('all')).filter((item) => item._topics.length > 0)
    expect(filed.length).toBeGreaterThan(100)
    const pieces = filed.flatMap((item) =>
      item._topics.flatMap(({ evidence }) =>
        evidence.map((piece) => ({ ...piece, standing: textsOf(item)[piece.field] })),
      ),
    )
    const [tagged, placed] = [true, false].map((isTag) =>
      pieces.filter(({ field }) => (field === 'category') === isTag),
    )
    expect(placed?.length).toBeGreaterThan(500)
    for (const { standing, quote, offset } of placed ?? [])
      expect(standing?.slice(offset, offset + quote.length)).toBe(quote)
    // Our own topics are among the tags, so where a category stands cannot be told from here.
    for (const { standing, quote } of tagged ?? []) expect(standing).toContain(quote)
  })

  it('is under the same topics with the same evidence when its rules are asked again', async () => {
    const items = await everything('all')
    expect(items.length).toBeGreaterThan(500)
    for (const item of items) {
      const answer = await newsroom.operate('POST', '/api/explain', { url: item.id })
      expect(((await answer.json()) as { topics: TopicMatch[] }).topics).toEqual(item._topics)
    }
  })

  it('moves when a rule changes, as the dry run has told', async () => {
    const rule = { title: 'Defence', description: 'Ships', groups: { ships: { terms: ['ship'] } } }
    const before = await everything('defence')
    const told = (await (
      await newsroom.operate('POST', '/api/topics/defence/dry-run', rule)
    ).json()) as { entries: number; adds: { count: number }; drops: { count: number } }

    await newsroom.operate('PUT', '/api/topics/defence', rule)
    await waitFor(async () => {
      const topic = await (await newsroom.operate('GET', '/api/topics/defence')).json()
      return (topic as { filing: { state: string } }).filing.state === 'current'
    }, 120)

    const after = await everything('defence')
    expect(told.drops.count).toBeGreaterThan(0)
    // The dry run looks at the newest thousand; the others are filed anew as well.
    const newest = (await everything('all')).slice(0, told.entries)
    const isFiled = (items: Item[]) => {
      const ids = new Set(items.map(({ id }) => id))
      return newest.filter(({ id }) => ids.has(id)).length
    }
    expect(isFiled(after)).toBe(isFiled(before) + told.adds.count - told.drops.count)
    expect(after.every((item) => item._topics.some(({ slug }) => slug === 'defence'))).toBe(true)
    expect(after.length).not.toBe(before.length)
  })
})
