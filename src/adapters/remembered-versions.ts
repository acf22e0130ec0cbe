import type { NewsroomStore } from '../domain/store.ts'

type Versions = Awaited<ReturnType<NewsroomStore['versions']>>

/** What an isolate knows of the versions of streams, by the streams that were asked about together. */
interface Memory {
  known: Map<string, { versions: Versions; until: number }>
}

export const noVersions = (): Memory => ({ known: new Map() })

/** Whatever was written, it may have moved versions. A look that is under way keeps its answer to itself. */
export function forget(memory: Memory): void {
  memory.known = new Map()
}

/**
 * Versions that are looked at again only after a while, so that what many ask for costs no query.
 * Another isolate's writes show so much later; our own are followed by `forget`.
 */
export function rememberedVersions(
  look: NewsroomStore['versions'],
  memory: Memory,
  { seconds, maxKnown }: { seconds: number; maxKnown: number },
  now: () => Date,
): NewsroomStore['versions'] {
  return async (slugs) => {
    const { known } = memory
    const asked = slugs.join()
    const before = known.get(asked)
    if (before && now().getTime() < before.until) return before.versions
    const versions = await look(slugs)
    if (known.size >= maxKnown) known.clear()
    known.set(asked, { versions, until: now().getTime() + seconds * 1000 })
    return versions
  }
}
