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
