import * as v from 'valibot'
import { entrySlug, freeEntrySlug } from '../domain/entry-slug.ts'
import { OwnEntry, type NewOwnEntry } from '../domain/own-entry.ts'
import type {
  CorrectedOwnEntry,
  CreatedOwnEntry,
  OwnEntryStore,
} from '../domain/own-entry-store.ts'
import { canonicalJson } from '../web/canonical-json.ts'
import { mergePatch } from '../web/merge-patch.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface WriteOwnDeps {
  own: OwnEntryStore
  /** Carries out what own entries say now. */
  release: () => Promise<unknown>
  now: () => Date
}

/** Somebody else may take a name, or write the same entry, in between. */
const ROUNDS = 5

/** Adds an entry of the operator's own, once: who posts the same again is led to what is there. */
export async function createOwnEntry(
  wanted: NewOwnEntry,
  { own, release, now }: WriteOwnDeps,
): Promise<CreatedOwnEntry> {
  const isSame = (slug: string, other: OwnEntry | null) =>
    other !== null && canonicalJson({ ...wanted, slug }) === canonicalJson(other)
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = wanted.slug ?? entrySlug(wanted)
    const near = await own.near(name)
    const there = [...near].find(
      ([slug, other]) => (wanted.slug ?? slug) === slug && isSame(slug, other),
    )
    if (there) {
      // Whoever posted it first may have been cut off before it was shown.
      await release()
      return { kind: 'there', slug: there[0] }
    }
    if (wanted.slug !== undefined && near.has(wanted.slug))
      return { kind: 'taken', member: 'slug', slug: wanted.slug }
    const slug = freeEntrySlug(name, near)
    const owner = wanted.id === undefined ? undefined : await own.byId(wanted.id, slug)
    if (owner !== undefined) return { kind: 'taken', member: 'id', slug: owner }
    if (await own.add({ ...wanted, slug }, wholeSeconds(now()))) {
      await release()
      return { kind: 'created', slug }
    }
  }
  throw new Error('no slug could be had for an own entry: others took each')
}

/**
 * Corrects an own entry by a merge patch. What it is by then must be whole.
 *
 * @param isKnown it was shown: who has read it knows it by its id.
 */
export async function correctOwnEntry(
  slug: string,
  patch: object,
  isKnown: boolean,
  { own, release, now }: WriteOwnDeps,
): Promise<CorrectedOwnEntry> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await own.bySlug(slug)
    if (!before) break
    const parsed = v.safeParse(OwnEntry, mergePatch(before.definition, patch))
    if (!parsed.success)
      return {
        kind: 'broken',
        faults: parsed.issues.map((issue) => ({
          where: v.getDotPath(issue) ?? 'body',
          what: issue.message,
        })),
      }
    const after = parsed.output
    if (canonicalJson(after) === canonicalJson(before.definition)) return { kind: 'unchanged' }
    if (isKnown && after.id !== before.definition.id)
      return {
        kind: 'broken',
        faults: [{ where: 'id', what: 'expected the id it was shown under' }],
      }
    const owner = after.id === undefined ? undefined : await own.byId(after.id, slug)
    if (owner !== undefined) return { kind: 'taken', slug: owner }
    if (await own.change(after, before.version, wholeSeconds(now()))) {
      await release()
      return { kind: 'corrected' }
    }
  }
  throw new Error(`own entry ${slug} could not be corrected: it was changed again and again`)
}
