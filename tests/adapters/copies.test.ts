import { afterEach, describe, expect, it, vi } from 'vitest'
import { cacheApiCopies } from '../../src/adapters/cache-api-copies.ts'
import { layeredCopies } from '../../src/adapters/layered-copies.ts'
import { emptyRoom, memoryCopies } from '../../src/adapters/memory-copies.ts'
import { forget, noVersions, rememberedVersions } from '../../src/adapters/remembered-versions.ts'
import type { CopyStore, StoredCopy } from '../../src/domain/stored-copy.ts'

const ADDRESS = 'https://despatch.example/kept/rail.atom'
const noon = Date.parse('2026-11-22T12:00:00Z')

const copyOf = (madeFrom: string, text = 'Grüße, 鉄道'): StoredCopy => ({
  madeFrom,
  etag: `"${madeFrom}"`,
  lastModified: '2026-11-22T11:00:00Z',
  headers: { 'content-type': 'application/atom+xml; charset=utf-8', link: '<a>; rel="self"' },
  body: Uint8Array.from(new TextEncoder().encode(text)),
})

/** A clock that is set by hand. */
function clock() {
  let at = noon
  return {
    now: () => new Date(at),
    pass: (seconds: number) => {
      at += seconds * 1000
    },
  }
}

afterEach(() => vi.restoreAllMocks())

describe('copies in memory', () => {
  it('are given back until their time is over', async () => {
    const { now, pass } = clock()
    const copies = memoryCopies(emptyRoom(), 1000, now)
    await copies.keep(ADDRESS, copyOf('1'), 60)
    pass(59)
    expect(await copies.find(ADDRESS, '1')).toEqual(copyOf('1'))
    pass(1)
    expect(await copies.find(ADDRESS, '1')).toBeUndefined()
  })

  it('make room by what nobody has asked for the longest', async () => {
    const copies = memoryCopies(emptyRoom(), 25, clock().now)
    const ten = 'x'.repeat(10)
    await copies.keep('a', copyOf('1', ten), 60)
    await copies.keep('b', copyOf('1', ten), 60)
    await copies.find('a', '1')
    await copies.keep('c', copyOf('1', ten), 60)
    const left = await Promise.all(['a', 'b', 'c'].map((name) => copies.find(name, '1')))
    expect(left.map((copy) => copy !== undefined)).toEqual([true, false, true])
  })

  it('are counted once when they are replaced', async () => {
    const copies = memoryCopies(emptyRoom(), 25, clock().now)
    for (const madeFrom of ['1', '2', '3', '4'])
      await copies.keep('a', copyOf(madeFrom, 'x'.repeat(10)), 60)
    await copies.keep('b', copyOf('1', 'x'.repeat(10)), 60)
    expect((await copies.find('a', '4'))?.madeFrom).toBe('4')
  })
})

describe('copies in the cache of the data centre', () => {
  it('come back as they went, byte for byte', async () => {
    const copies = cacheApiCopies(caches.default, () => {})
    await copies.keep(ADDRESS, copyOf('1'), 60)
    expect(await copies.find(ADDRESS, '1')).toEqual(copyOf('1'))
    await copies.keep(ADDRESS, copyOf('2'), 60)
    expect((await copies.find(ADDRESS, '1'))?.madeFrom).toBe('2')
  })

  it.each([
    { how: 'has nothing', match: async () => undefined },
    { how: 'fails', match: async () => Promise.reject(new Error('cache is down')) },
    { how: 'holds what is not ours', match: async () => new Response('x') },
  ])('are none when the cache $how', async ({ match }) => {
    const told: string[] = []
    const put = async () => Promise.reject(new Error('cache is down'))
    const copies = cacheApiCopies({ match, put }, ({ message }) => told.push(message))
    expect(await copies.find(ADDRESS, '1')).toBeUndefined()
    await expect(copies.keep(ADDRESS, copyOf('1'), 60)).resolves.toBeUndefined()
    expect(told.at(-1)).toBe('cache could not be written: cache is down')
  })
})

describe('a near cache before a far one', () => {
  async function layers(near: string | undefined, far: string | undefined) {
    const asked: string[] = []
    const watched = (name: string, store: CopyStore): CopyStore => ({
      ...store,
      find: (address, madeFrom) => {
        asked.push(name)
        return store.find(address, madeFrom)
      },
    })
    const [here, there] = [near, far].map(() => memoryCopies(emptyRoom(), 1e6, clock().now))
    if (!here || !there) throw new Error('there are two')
    if (near !== undefined) await here.keep(ADDRESS, copyOf(near), 60)
    if (far !== undefined) await there.keep(ADDRESS, copyOf(far), 60)
    return { copies: layeredCopies(watched('near', here), watched('far', there), 60), asked }
  }

  it.each([
    { near: 'now', far: 'old', wanted: 'now', found: 'now', asks: ['near'] },
    { near: 'old', far: 'now', wanted: 'now', found: 'now', asks: ['near', 'far'] },
    { near: undefined, far: 'now', wanted: 'now', found: 'now', asks: ['near', 'far'] },
    { near: undefined, far: 'old', wanted: 'now', found: 'old', asks: ['near', 'far'] },
    { near: 'old', far: 'older', wanted: 'now', found: 'old', asks: ['near', 'far'] },
    { near: 'old', far: 'now', wanted: undefined, found: 'old', asks: ['near'] },
    { near: undefined, far: 'old', wanted: undefined, found: 'old', asks: ['near', 'far'] },
    { near: undefined, far: undefined, wanted: 'now', found: undefined, asks: ['near', 'far'] },
  ])('$near and $far, asked for $wanted: $found', async ({ near, far, wanted, found, asks }) => {
    const { copies, asked } = await layers(near, far)
    expect((await copies.find(ADDRESS, wanted))?.madeFrom).toBe(found)
    expect(asked).toEqual(asks)
  })

  it('keeps near what it found far', async () => {
    const { copies, asked } = await layers(undefined, 'now')
    await copies.find(ADDRESS, 'now')
    await copies.find(ADDRESS, 'now')
    expect(asked).toEqual(['near', 'far', 'near'])
  })
})

describe('versions that are remembered', () => {
  const policy = { seconds: 5, maxKnown: 2 }

  it('are looked at again after a while, and at once after a write', async () => {
    const { now, pass } = clock()
    const memory = noVersions()
    let version = 1
    const versions = rememberedVersions(async () => String(version), memory, policy, now)
    expect(await versions(['rail'])).toBe('1')
    version = 2
    pass(4)
    expect(await versions(['rail'])).toBe('1')
    pass(1)
    expect(await versions(['rail'])).toBe('2')
    version = 3
    forget(memory)
    expect(await versions(['rail'])).toBe('3')
  })

  it('are not remembered when they were written while they were looked at', async () => {
    const memory = noVersions()
    let version = 1
    const versions = rememberedVersions(
      async () => {
        const seen = String(version++)
        if (seen === '1') forget(memory)
        return seen
      },
      memory,
      policy,
      clock().now,
    )
    expect(await versions(['rail'])).toBe('1')
    expect(await versions(['rail'])).toBe('2')
    expect(await versions(['rail'])).toBe('2')
  })

  it('are forgotten when there are too many, and never mixed up', async () => {
    const looked: string[] = []
    const versions = rememberedVersions(
      async (slugs) => {
        looked.push(slugs.join())
        return slugs.join()
      },
      noVersions(),
      policy,
      clock().now,
    )
    for (const slug of ['a', 'b', 'c', 'a']) expect(await versions([slug])).toBe(slug)
    expect(looked).toEqual(['a', 'b', 'c', 'a'])
  })
})
