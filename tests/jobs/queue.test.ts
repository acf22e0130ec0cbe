import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  itemsOf,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const OTHER = 'https://other.example/feed'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('every minute', () => {
  it('each source that is due is queued, once', async () => {
    await addSource(SOURCE, { slug: 'a' })
    await addSource(OTHER, { slug: 'b' })
    const { sent, env: bindings } = remembered()

    await cron(bindings)
    await cron(bindings)

    expect(sent).toEqual([
      { kind: 'poll', slug: 'a' },
      { kind: 'poll', slug: 'b' },
    ])
  })

  it('a source is due again when its time has come, and not before', async () => {
    const { sent, env: bindings } = remembered()
    world({ [SOURCE]: serves(rss([])) })
    await addSource(SOURCE, { slug: 'a' })
    await deliver([{ kind: 'poll', slug: 'a' }])
    await cron(bindings)
    expect(sent).toEqual([])

    vi.useFakeTimers({ now: Date.now() + 1.11 * 3_600_000, toFake: ['Date'] })
    await cron(bindings)
    vi.useRealTimers()
    expect(sent).toEqual([{ kind: 'poll', slug: 'a' }])
  })

  it('what fails stops nothing else, and is written down', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    await addSource(SOURCE, { slug: 'a' })
    const { sent, env: bindings } = remembered()
    // Only what is cleaned anew looks there.
    await env.DB.exec('ALTER TABLE originals RENAME TO elsewhere')

    await cron(bindings)

    expect(sent).toEqual([{ kind: 'poll', slug: 'a' }])
    expect(told).toHaveBeenCalledOnce()
    told.mockRestore()
  })

  it('nothing is queued when POLLING is off', async () => {
    await addSource(SOURCE)
    const { sent, env: bindings } = remembered()
    await cron({ ...bindings, POLLING: 'off' })
    expect(sent).toEqual([])
  })
})

describe('a message', () => {
  it('polls its source, and is done', async () => {
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await addSource(SOURCE, { slug: 'a' })

    const { explicitAcks } = await deliver([{ kind: 'poll', slug: 'a' }])

    expect(explicitAcks).toEqual(['0'])
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('for a source that is no more is done too', async () => {
    expect((await deliver([{ kind: 'poll', slug: 'nobody' }])).explicitAcks).toEqual(['0'])
  })

  it('that cannot be done is tried again, and holds up no other', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await addSource(SOURCE, { slug: 'a' })

    const result = await deliver([{ kind: 'no such work' }, { kind: 'poll', slug: 'a' }])

    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual(['0'])
    expect(result.explicitAcks).toEqual(['1'])
  })
})
