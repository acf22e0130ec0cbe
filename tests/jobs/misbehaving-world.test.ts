import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { misbehaving } from '../support/workerd/misbehaving.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const GOOD = 'https://good.example/feed'
const FAILED = 'the poll failed: tried again after 1 hour'
const FEEDS = ['/topics/rail.atom', '/topics/rail.rss', '/topics/rail.json']
const urlOf = (name: string) => `https://${name}.example/feed`

const good = { [GOOD]: serves(rss([{ title: 'A train' }, { title: 'A late train' }])) }
/** The good one among all the others, each added and due. */
async function crowd() {
  const others = misbehaving()
  for (const { name } of others) await addSource(urlOf(name), { slug: name })
  await addSource(GOOD, { slug: 'good' })
  const answers = others.flatMap(({ name, answer, leadsTo = {} }) => [
    [urlOf(name), answer] as const,
    ...Object.entries(leadsTo),
  ])
  world({ ...good, ...Object.fromEntries(answers) })
  return others
}

/** What a reader of the good source gets. */
const bodies = () => Promise.all(FEEDS.map(async (path) => (await get(path)).text()))
const etags = () => Promise.all(FEEDS.map(async (path) => (await get(path)).headers.get('etag')))

/** All that are due, queued and polled in one go. */
async function everythingIsPolled() {
  const { sent, env } = remembered()
  await cron(env)
  await deliver(sent)
}

interface Health {
  slug: string
  state: string
  wrong: string[]
  because: string
  nextPollAt: string
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
  // Twenty seconds are twenty seconds, and a test has not got so many.
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.min(ms, 500)))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('one good source among many that misbehave', { timeout: 60_000 }, () => {
  it('is served byte for byte as if it were alone', async () => {
    await addSource(GOOD, { slug: 'good' })
    world(good)
    await everythingIsPolled()
    const alone = await bodies()
    expect(alone[0]).toContain('A late train')

    await reset()
    await applyNewsroom()
    const others = await crowd()
    await everythingIsPolled()
    expect(await bodies()).toEqual(alone)

    const validators = await etags()
    await Promise.all(others.map(({ name }) => operate('POST', `/api/sources/${name}/poll`)))
    expect(await bodies()).toEqual(alone)
    expect(await etags()).toEqual(validators)
  })

  it('and each of them says what is wrong with it, and when it is asked next', async () => {
    const others = await crowd()
    await everythingIsPolled()

    const response = await get('/health.json')
    const { status, sources } = await response.json<{ status: string; sources: Health[] }>()

    expect(status).toBe('ok')
    for (const { name, wrong = /^$/, because = FAILED } of others) {
      const health = sources.find(({ slug }) => slug === name)
      const hours = (Date.parse(health?.nextPollAt ?? '') - Date.now()) / 3_600_000
      expect.soft(health?.wrong.join('\n'), name).toMatch(wrong)
      expect.soft(health?.because, name).toMatch(because)
      expect.soft(hours, name).toBeGreaterThan(0.99)
    }
  })
})
