import type { CopyStore, StoredCopy } from '../domain/stored-copy.ts'

interface Kept {
  copy: StoredCopy
  /** Milliseconds of the epoch. */
  until: number
  /** Which of all questions was the last for it. */
  asked: number
}

interface Room {
  bytes: number
  questions: number
  copies: Map<string, Kept>
}

export const emptyRoom = (): Room => ({ bytes: 0, questions: 0, copies: new Map() })

function remove(room: Room, address: string): void {
  room.bytes -= room.copies.get(address)?.copy.body.length ?? 0
  room.copies.delete(address)
}

/** Makes room by what nobody has asked for the longest. */
function shrink(room: Room, maxBytes: number): void {
  const longest = [...room.copies].toSorted(([, a], [, b]) => a.asked - b.asked)
  for (const [address] of longest) {
    if (room.bytes <= maxBytes) return
    remove(room, address)
  }
}

/**
 * Copies in the memory of one isolate: the nearest cache there is, and the only one where there is
 * no zone (`*.workers.dev`).
 */
export function memoryCopies(room: Room, maxBytes: number, now: () => Date): CopyStore {
  return {
    async find(address) {
      const kept = room.copies.get(address)
      if (!kept || kept.until <= now().getTime()) return undefined
      kept.asked = ++room.questions
      return kept.copy
    },

    async keep(address, copy, seconds) {
      remove(room, address)
      const until = now().getTime() + seconds * 1000
      room.copies.set(address, { copy, until, asked: ++room.questions })
      room.bytes += copy.body.length
      if (room.bytes > maxBytes) shrink(room, maxBytes)
    },
  }
}
