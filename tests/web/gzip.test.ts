import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gunzip, gzipped, isGzip } from '../../src/web/gzip.ts'

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

describe('texts packed one after the other', () => {
  const texts = ['a line\n', '', 'Ümläuts and 日本\n'.repeat(1000), 'the last']
  const bytesOf = (stream: ReadableStream<Uint8Array>) =>
    new Response(stream as BodyInit).arrayBuffer()
  const inTurn = (of: readonly string[]) => {
    const left = [...of]
    return async () => left.shift()
  }

  it('are one file to whoever unpacks them', async () => {
    const whole = texts.join('')
    const stored = new Uint8Array(await bytesOf(gzipped(inTurn(texts))))
    expect(gunzipSync(stored).toString()).toBe(whole)
    // Browsers refuse what goes on after the end of a member.
    const { bytes, cut } = await gunzip(stored, 1e6)
    expect([new TextDecoder().decode(bytes), cut]).toEqual([whole, undefined])
  })

  it('may be none', async () => {
    expect(gunzipSync(new Uint8Array(await bytesOf(gzipped(inTurn([]))))).toString()).toBe('')
  })

  it('are each made when what came before is taken', async () => {
    let made = 0
    const reader = gzipped(async () => {
      made += 1
      return 'one more\n'
    }).getReader()
    for (let i = 0; i < 5; i++) await reader.read()
    expect(made).toBeLessThanOrEqual(5)
    await reader.cancel()
  })

  it('break off when one cannot be made', async () => {
    const broken = gzipped(async () => {
      throw new Error('no database')
    })
    await expect(bytesOf(broken)).rejects.toThrow('no database')
  })
})
