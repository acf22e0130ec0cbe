import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://rail.example/feed'
const own = (slug: string, more: object = {}) => ({
  slug,
  title: `Our ${slug}`,
  published: '2026-11-05T00:00:00Z',
  markdown: 'Words of our own.',
  ...more,
})

interface List {
  entries: { key: string; title: string; state: string; own: object | null; topics: string[] }[]
  next: string | null
}
const list = async (query = '') => {
  const response = await operate('GET', `/api/entries${query}`)
  if (response.status !== 200) throw new Error(await response.text())
  return response.json<List>()
}
const titles = async (query = '') => (await list(query)).entries.map(({ title }) => title)

const TEXT =
  'A night train from Vienna to Hamburg was stopped by heavy snow near Passau on Sunday, and two hundred passengers slept in the station hall.'

beforeEach(async () => {
  await reset()
  vi.useFakeTimers({ now: new Date('2026-11-10T12:00:00Z'), toFake: ['Date'] })
  await applyNewsroom({
    entries: [
      own('train'),
      own('draft-ship', { draft: true, language: 'de' }),
      own('later', { published: '2026-12-01T00:00:00Z' }),
      own('sooner', { published: '2026-11-20T00:00:00Z' }),
    ],
  })
  world({
    [FEED]: serves(
      rss([
        { title: 'Ship one', date: 'Mon, 02 Nov 2026 10:00:00 GMT' },
        { title: 'Ship two', date: 'Tue, 03 Nov 2026 10:00:00 GMT', text: 'About a train.' },
        {
          title: 'Night train stopped by snow near Passau',
          date: 'Sun, 01 Nov 2026 08:00:00 GMT',
          text: TEXT,
        },
      ]),
    ),
    'https://b.example/feed': serves(
      rss([
        {
          title: 'Night train stopped by snow near Passau',
          id: 'urn:b:1',
          date: 'Sun, 01 Nov 2026 09:00:00 GMT',
          text: TEXT,
        },
      ]),
    ),
  })
  await poll(await addSource(FEED, { slug: 'times' }))
  await poll(await addSource('https://b.example/feed', { slug: 'b' }))
  const gone = (await list('?q="Ship+one"')).entries[0]?.key
  await operate('DELETE', `/api/entries/${gone}`)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const NIGHT = 'Night train stopped by snow near Passau'

describe('GET /api/entries', () => {
  it.each([
    { query: '', is: ['Our train', 'Ship two', NIGHT] },
    { query: '?state=shown&topic=rail', is: ['Our train', 'Ship two', NIGHT] },
    { query: '?topic=sea%2Brail', is: ['Ship two'] },
    { query: '?topic=!sea', is: ['Our train', NIGHT] },
    { query: '?q=train', is: ['Our train', 'Ship two', NIGHT] },
    { query: '?q=ship', is: ['Ship two'] },
    { query: '?source=times', is: ['Ship two', NIGHT] },
    { query: '?since=2026-11-03', is: ['Our train', 'Ship two'] },
    { query: '?lang=en', is: ['Our train'] },
    { query: '?own=true', is: ['Our train'] },
    { query: '?own=true&topic=sea', is: [] },
    { query: '?state=duplicate', is: [NIGHT] },
    { query: '?state=duplicate&source=b', is: [NIGHT] },
    { query: '?state=duplicate&topic=rail', is: [NIGHT] },
    { query: '?state=duplicate&own=true', is: [] },
    { query: '?state=withdrawn', is: ['Ship one'] },
    { query: '?state=withdrawn&q=ship&source=times', is: ['Ship one'] },
    { query: '?state=withdrawn&topic=sea', is: [] },
    { query: '?state=draft', is: ['Our draft-ship'] },
    { query: '?state=draft&lang=de&q=words+-train', is: ['Our draft-ship'] },
    { query: '?state=draft&q=train', is: [] },
    { query: '?state=scheduled', is: ['Our later', 'Our sooner'] },
    { query: '?state=scheduled&since=2026-11-25', is: ['Our later'] },
    { query: '?state=scheduled&source=times', is: [] },
  ])('$query lists $is', async ({ query, is }) => {
    expect(await titles(query)).toEqual(is)
  })

  it('tells of each what its operator looks for', async () => {
    const { entries, next } = await list()
    expect(next).toBeNull()
    expect(entries[0]).toEqual({
      key: 'train',
      id: expect.stringMatching(/^urn:uuid:/) as string,
      title: 'Our train',
      url: null,
      source: null,
      sourceTitle: null,
      published: '2026-11-05T00:00:00Z',
      updated: '2026-11-05T00:00:00Z',
      revision: 1,
      state: 'shown',
      withdrawnAt: null,
      withdrawnBecause: null,
      topics: ['rail'],
      own: { managedBy: 'data' },
    })
    const [fromAfar] = (await list('?source=times')).entries
    expect(fromAfar).toMatchObject({ source: 'times', sourceTitle: expect.any(String) as string })
    expect((await list('?state=scheduled')).entries[0]).toMatchObject({
      key: 'later',
      revision: 0,
      state: 'scheduled',
      own: { managedBy: 'data' },
    })
  })

  it.each(['', '?own=true&state=shown', '?state=scheduled'])(
    'is walked page by page to its end: %s',
    async (query) => {
      const whole = await titles(query)
      const walked: string[] = []
      let before: string | null = ''
      while (before !== null) {
        const cursor = before === '' ? '' : `&before=${before}`
        const page: List = await list(`${query || '?'}&limit=1${cursor}`)
        walked.push(...page.entries.map(({ title }) => title))
        before = page.next
      }
      expect(walked).toEqual(whole)
    },
  )

  it.each([
    { query: '?state=gone', says: '"state" must be one of shown, duplicate' },
    { query: '?own=yes', says: '"own" must be' },
    { query: '?limit=101', says: 'from 1 to 100' },
    { query: '?before=here', says: '"before" is not one' },
    { query: '?topic=rial', says: 'did you mean rail' },
    { query: '?topic=rail,', says: 'a topic is missing' },
    { query: '?q=-train', says: '"q" cannot be looked for' },
  ])('$query: $says', async ({ query, says }) => {
    const response = await operate('GET', `/api/entries${query}`)
    expect(response.status).toBe(400)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })
})
