import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { finder } from '../support/govuk.ts'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  operate,
  poll,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FINDER = 'https://www.gov.uk/search/news-and-communications'
const DEFENCE = `${FINDER}.atom?organisations[]=ministry-of-defence`
const JAPAN = `${FINDER}.atom?world_locations[]=japan`

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('two filtered feeds of one GOV.UK finder, which share its id', () => {
  const both = { path: '/government/news/train-to-japan', title: 'A train to Japan' }

  it('are two sources, and an entry in both is one entry with a duplicate', async () => {
    world({
      [DEFENCE]: serves(finder([both, { path: '/government/news/a', title: 'A train' }])),
      [JAPAN]: serves(finder([{ path: '/government/news/b', title: 'B train' }, both])),
    })
    const defence = await addSource(DEFENCE, { title: 'Defence' })
    const japan = await addSource(JAPAN, { title: 'Japan' })
    expect(defence).not.toBe(japan)

    expect(await poll(defence)).toMatchObject({ added: 2, duplicate: 0 })
    expect(await poll(japan)).toMatchObject({ added: 1, duplicate: 1 })

    const items = await itemsOf('rail')
    expect(items.map(({ title }) => title).toSorted()).toEqual([
      'A train',
      'A train to Japan',
      'B train',
    ])
    expect(items.find(({ title }) => title === both.title)).toMatchObject({
      id: 'tag:www.gov.uk,2005:/government/news/train-to-japan',
      _source: { feed_url: DEFENCE },
      _duplicates: [{ title: both.title, source: 'Japan' }],
    })
  })

  it('stay so when they are polled again', async () => {
    world({ [DEFENCE]: serves(finder([both])), [JAPAN]: serves(finder([both])) })
    const defence = await addSource(DEFENCE)
    const japan = await addSource(JAPAN)
    await poll(defence)
    await poll(japan)
    const etag = (await get('/topics/rail.atom')).headers.get('etag')

    expect(await poll(japan)).toMatchObject({ added: 0, unchanged: 1 })
    expect(await poll(defence)).toMatchObject({ added: 0, unchanged: 1 })
    expect((await get('/topics/rail.atom')).headers.get('etag')).toBe(etag)
  })
})

describe('the document "This feed has ended"', () => {
  const notice = `<feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom">
    <id>tag:www.gov.uk,2005:/search/news-and-communications</id><title>/search/news-and-communications</title>
    <entry><id>tag:www.gov.uk,2005:search/news-and-communications/feed-ended</id>
    <title>This feed has ended</title><summary type="html">No more trains.</summary></entry></feed>`

  it('is an ending: nothing of it is published, and health says so', async () => {
    world({ [DEFENCE]: serves(notice) })
    const slug = await addSource(DEFENCE)

    expect(await poll(slug)).toMatchObject({
      outcome: 'gone',
      status: 200,
      added: 0,
      faults: [{ where: 'source', what: 'this feed is now a notice that it has ended' }],
    })

    expect(await itemsOf('all')).toEqual([])
    const health = await (await get('/health.json')).json<{ sources: object[] }>()
    expect(health.sources).toMatchObject([{ slug, outcome: 'gone', status: 200 }])
    expect(await (await operate('GET', `/api/sources/${slug}`)).json()).toMatchObject({
      health: { faults: [{ what: 'this feed is now a notice that it has ended' }] },
    })
  })

  it('costs nothing that was there before', async () => {
    world({ [DEFENCE]: serves(finder([{ path: '/government/news/a', title: 'A train' }])) })
    const slug = await addSource(DEFENCE)
    await poll(slug)
    world({ [DEFENCE]: serves(notice) })
    await poll(slug)
    expect(await itemsOf('rail')).toMatchObject([{ title: 'A train' }])
  })
})
