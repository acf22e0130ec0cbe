import type { Keep } from '../domain/keep.ts'
import type { RetentionRules } from '../domain/retention-store.ts'

/** What entries are looked at together: those of a source, of a topic, or of no topic. */
export type Scope =
  | { kind: 'source' | 'topic'; slug: string; keep: Keep }
  | { kind: 'all'; keep: Keep }

const isLimited = ({ days, entries }: Keep) => days !== undefined || entries !== undefined

/**
 * Every scope that something may go from, in an order that stays while the rules do. A topic that
 * says nothing keeps its entries as the newsroom does; a source that says nothing leaves it to them.
 */
export function scopesOf({ newsroom, topics, sources }: RetentionRules): Scope[] {
  const usual = newsroom ?? {}
  const scopes: Scope[] = [
    ...sources.map(({ slug, keep }): Scope => ({ kind: 'source', slug, keep })),
    ...topics.map(({ slug, keep }): Scope => ({ kind: 'topic', slug, keep: keep ?? usual })),
    { kind: 'all', keep: usual },
  ]
  return scopes.filter(({ keep }) => isLimited(keep))
}
