import { differingMembers } from '../web/canonical-json.ts'
import type { Gazetteer } from './gazetteer.ts'
import type { Newsroom, NewsroomMetadata } from './newsroom.ts'
import type { OwnEntry } from './own-entry.ts'
import type { SourceSettings } from './source.ts'
import type { Topic } from './topic.ts'

type ManagedBy = 'data' | 'api'

/** What a newsroom is made of now, with who said so. */
export interface StoredNewsroom {
  newsroom: NewsroomMetadata | undefined
  topics: { managedBy: ManagedBy; definition: Topic }[]
  gazetteers: { definition: Gazetteer; isNeeded: boolean }[]
  /** Those that are polled. */
  sources: { managedBy: ManagedBy; definition: SourceSettings; url: string }[]
  /** Null: an older version of ours did not keep what it says. */
  entries: { managedBy: ManagedBy; slug: string; definition: OwnEntry | null }[]
}

/** Slugs; of what changes, the names of the members that do. */
interface ListDifference {
  added: string[]
  changed: { slug: string; members: string[] }[]
  removed: string[]
}

/** What applying a newsroom would change. */
export interface NewsroomDifference {
  newsroom: { changed: string[] }
  topics: ListDifference
  gazetteers: ListDifference
  sources: ListDifference
  entries: ListDifference
}

interface Stored {
  slug: string
  definition: object | null
  managedBy: ManagedBy
  /** It goes when it is not wanted. */
  isRemovable: boolean
}

/** What would be added, changed and removed; `data/` takes over what it lists, whoever added it. */
function listDifference(
  wanted: readonly { slug: string }[],
  stored: readonly Stored[],
): ListDifference {
  const before = new Map(stored.map((item) => [item.slug, item]))
  const slugs = new Set(wanted.map(({ slug }) => slug))
  const changed = wanted.flatMap((item) => {
    const was = before.get(item.slug)
    if (!was) return []
    const members = was.definition === null ? [] : differingMembers(was.definition, item)
    if (was.managedBy === 'api') members.push('managedBy')
    return members.length > 0 || was.definition === null ? [{ slug: item.slug, members }] : []
  })
  return {
    added: wanted.flatMap(({ slug }) => (before.has(slug) ? [] : slug)),
    changed,
    removed: stored.flatMap(({ slug, isRemovable }) =>
      isRemovable && !slugs.has(slug) ? slug : [],
    ),
  }
}

/** What making a newsroom match would change in it. Nothing but values: nothing is written. */
export function newsroomDifference(wanted: Newsroom, stored: StoredNewsroom): NewsroomDifference {
  const listed = ({ definition, managedBy }: { definition: { slug: string } } & Owned): Stored => ({
    slug: definition.slug,
    definition,
    managedBy,
    isRemovable: managedBy === 'data',
  })
  const urls = new Set(wanted.sources.map(({ url }) => url))
  return {
    newsroom: { changed: differingMembers(stored.newsroom ?? {}, wanted.newsroom) },
    topics: listDifference(wanted.topics, stored.topics.map(listed)),
    gazetteers: wanted.gazetteers
      ? listDifference(
          wanted.gazetteers,
          stored.gazetteers.map(({ definition, isNeeded }) => ({
            ...listed({ definition, managedBy: 'data' }),
            isRemovable: !isNeeded,
          })),
        )
      : { added: [], changed: [], removed: [] },
    sources: listDifference(
      wanted.sources,
      // One whose address is listed under another slug gives way to that.
      stored.sources.map((source) => ({
        ...listed(source),
        isRemovable:
          source.managedBy === 'data' || urls.has(source.url) || urls.has(source.definition.url),
      })),
    ),
    entries: listDifference(
      wanted.entries,
      stored.entries.map((entry) => ({ ...entry, isRemovable: entry.managedBy === 'data' })),
    ),
  }
}

interface Owned {
  managedBy: ManagedBy
}
