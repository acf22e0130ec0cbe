import type { Find } from './phrase-trie.ts'
import type { Context, Rule, TermRule } from './rules.ts'

/** How far the words of a context may stand from a term, in words and marks. */
const WITHIN = 10

/** More words than a phrase can have, whose characters are counted. */
const LONGEST = 100

/** Words between two finds; below one where they share words. */
const distance = (a: Find<unknown>, b: Find<unknown>) =>
  Math.max(a.first - b.last, b.first - a.last)

/**
 * Those of some finds that begin between two words. Found by halving: a text that says "court" and
 * "defence" a hundred thousand times must not be looked through once for each.
 *
 * @param finds in the order of their first words.
 */
function beginning<R>(finds: readonly Find<R>[], from: number, to: number): Find<R>[] {
  let [low, high] = [0, finds.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((finds[middle]?.first ?? 0) < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < finds.length && (finds[end]?.first ?? 0) <= to) end += 1
  return finds.slice(low, end)
}

/** Finds of contexts, each context's in the order of their first words. */
type ContextFinds = ReadonlyMap<Context | undefined, readonly Find<Rule>[]>

export const contextsAmong = (finds: readonly Find<Rule>[]): ContextFinds =>
  Map.groupBy(
    finds.filter(({ owner }) => owner.kind === 'context'),
    ({ owner }) => (owner.kind === 'context' ? owner.context : undefined),
  )

/**
 * Whether a term stands where it counts: near what it wants to be near, and not near what makes it
 * mean something else. Words of its own are no context.
 */
export function isInContext(find: Find<TermRule>, contexts: ContextFinds): boolean {
  const { near, unless } = find.owner
  const isNear = (context: Context) =>
    beginning(contexts.get(context) ?? [], find.first - WITHIN - LONGEST, find.last + WITHIN).some(
      (other) => {
        const words = distance(find, other)
        return words >= 1 && words <= WITHIN
      },
    )
  return (!near || isNear(near)) && (!unless || !isNear(unless))
}

/** Whether a find lies within one of these, which are in the order of their first words. */
export const isWithin = (find: Find<unknown>, others: readonly Find<unknown>[]): boolean =>
  beginning(others, find.last - LONGEST, find.first).some(({ last }) => last >= find.last)
