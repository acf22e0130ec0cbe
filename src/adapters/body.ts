import type { FetchLimits } from './outbound.ts'

export type Body =
  /** `cut`: it is not whole, and why. */
  { kind: 'read'; bytes: Uint8Array; cut?: string } | { kind: 'refused'; reason: string }

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1e5) / 10} MB`

/** Resolves when the signal says that time is over, and never otherwise. */
const timeOver = (signal: AbortSignal) =>
  new Promise<'time over'>((resolve) => {
    if (signal.aborted) resolve('time over')
    signal.addEventListener('abort', () => resolve('time over'), { once: true })
  })

/** The length that was announced. Of a compressed body it is that of the compressed form. */
function announcedLength(headers: Headers): number | undefined {
  const text = headers.get('content-length')?.trim() ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/**
 * Reads a body to its end, or as far as it comes, or not at all when it is larger than may be.
 *
 * What is counted is what arrives here, which is after decompression; the platform unpacks as we
 * read, so that a bomb is put down at the limit. A body that breaks off is kept as far as it came:
 * the entries before the break are as good as ever.
 */
export async function readBody(
  response: Response,
  { maxBytes, totalSeconds }: FetchLimits,
  signal: AbortSignal,
): Promise<Body> {
  const announced = announcedLength(response.headers)
  const refused = (): Body => ({
    kind: 'refused',
    reason: `its body is larger than ${inMegabytes(maxBytes)}`,
  })
  if (announced !== undefined && announced > maxBytes) {
    await response.body?.cancel()
    return refused()
  }
  const reader = response.body?.getReader()
  const over = timeOver(signal)
  const chunks: Uint8Array[] = []
  let size = 0
  let cut: string | undefined
  try {
    for (;;) {
      const next = await Promise.race([reader?.read(), over])
      if (next === 'time over') {
        cut = `its body had not ended after ${totalSeconds} seconds; what came of it was read`
        break
      }
      if (!next || next.done) break
      size += next.value.length
      if (size > maxBytes) break
      chunks.push(next.value)
    }
  } catch {
    cut = signal.aborted
      ? `its body had not ended after ${totalSeconds} seconds; what came of it was read`
      : 'its body broke off; what came of it was read'
  }
  if (cut !== undefined || size > maxBytes) await reader?.cancel().catch(() => {})
  if (size > maxBytes) return refused()
  const isPacked = response.headers.has('content-encoding')
  if (cut === undefined && !isPacked && announced !== undefined && size < announced)
    cut = `its body ended early, after ${size} of the ${announced} bytes announced; what came of it was read`
  return { kind: 'read', bytes: joined(chunks, size), ...(cut !== undefined && { cut }) }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
