import type { CopyStore } from '../domain/stored-copy.ts'

/**
 * A near cache before a far one. The far one is asked only when the near one has not what is
 * wanted; it may have been told by others.
 *
 * @param keptNearSeconds how long the near one keeps what the far one told.
 */
export function layeredCopies(near: CopyStore, far: CopyStore, keptNearSeconds: number): CopyStore {
  return {
    async find(address, madeFrom) {
      const here = await near.find(address, madeFrom)
      if (here && (madeFrom === undefined || here.madeFrom === madeFrom)) return here
      const there = await far.find(address, madeFrom)
      if (!there || (here && there.madeFrom !== madeFrom)) return here
      await near.keep(address, there, keptNearSeconds)
      return there
    },

    async keep(address, copy, seconds) {
      await Promise.all([near.keep(address, copy, seconds), far.keep(address, copy, seconds)])
    },
  }
}
