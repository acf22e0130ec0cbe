import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gunzip, isGzip } from '../../src/web/gzip.ts'

const text = 'feed '.repeat(10_000)
const packed = new Uint8Array(gzipSync(text))

describe('a file that was stored compressed', () => {
  it('is known by how it begins', () => {
    expect([
      isGzip(packed),
      isGzip(new TextEncoder().encode('<rss>')),
      isGzip(new Uint8Array()),
    ]).toEqual([true, false, false])
  })

  it('is unpacked', async () => {
    const { bytes, cut } = await gunzip(packed, 100_000)
    expect(new TextDecoder().decode(bytes)).toBe(text)
    expect(cut).toBeUndefined()
  })

  it('is never unpacked beyond the limit', async () => {
    const { bytes, cut } = await gunzip(packed, 1000)
    expect(bytes).toHaveLength(1000)
    expect(cut).toBe('too long')
  })

  it('gives what it can when it breaks off', async () => {
    const { cut } = await gunzip(packed.subarray(0, 40), 100_000)
    expect(cut).toBe('broken')
  })
})
