import { constants, crc32, deflateRawSync } from 'node:zlib'
import { concatenate } from './charset.ts'

/** RFC 1952 §2.3.1. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

export interface Unpacked {
  bytes: Uint8Array
  /** The archive broke off, or went on beyond the limit; `bytes` is what came before. */
  cut?: 'broken' | 'too long'
}

/** A file that was stored compressed and is served without saying so. Never makes more than `maxBytes`. */
export async function gunzip(packed: Uint8Array, maxBytes: number): Promise<Unpacked> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = new Response(packed.slice()).body
    ?.pipeThrough(new DecompressionStream('gzip'))
    .getReader()
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      const room = maxBytes - length
      parts.push(next.value.subarray(0, room))
      length += next.value.length
      if (length > maxBytes) {
        await reader?.cancel()
        return { bytes: concatenate(parts), cut: 'too long' }
      }
    }
    return { bytes: concatenate(parts) }
  } catch {
    return { bytes: concatenate(parts), cut: 'broken' }
  }
}

/** RFC 1952 §2.3: deflated, no flags, no time, of no system in particular. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)

/**
 * Texts made one after the other, packed as one gzip member. Each is packed when what came before it
 * is taken, and handed on at once: a `CompressionStream` takes in all it is given and holds it.
 *
 * @param next the next text; undefined when there is no more.
 */
export function gzipped(next: () => Promise<string | undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let check = 0
  let length = 0
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(HEADER),
    async pull(controller) {
      const text = await next()
      const bytes = encoder.encode(text)
      check = crc32(bytes, check)
      length += bytes.length
      // RFC 1951: what ends with a flush ends at a byte, and another block may follow.
      const finishFlush = text === undefined ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
      controller.enqueue(Uint8Array.from(deflateRawSync(bytes, { finishFlush })))
      if (text !== undefined) return
      const trailer = new DataView(new ArrayBuffer(8))
      trailer.setUint32(0, check, true)
      trailer.setUint32(4, length % 2 ** 32, true)
      controller.enqueue(new Uint8Array(trailer.buffer))
      controller.close()
    },
  })
}
