import type { Find } from './phrase-trie.ts'
import type { Context, Rule, TermRule } from './rules.ts'

/** How far the words of a context may stand from a term, in words and marks. */
const WITHIN = 10

/** Words between two finds; below one where they share words. */
const distance = (a: Find<unknown>, b: Find<unknown>) =>
  Math.max(a.first - b.last, b.first - a.last)

/**
 * Whether a term stands where it counts: near what it wants to be near, and not near what makes it
 * mean something else. Words of its own are no context.
 */
export function isInContext(find: Find<TermRule>, finds: readonly Find<Rule>[]): boolean {
  const { near, unless } = find.owner
  if (!near && !unless) return true
  const isNear = (context: Context) =>
    finds.some((other) => {
      if (other.owner.kind !== 'context' || other.owner.context !== context) return false
      const words = distance(find, other)
      return words >= 1 && words <= WITHIN
    })
  return (!near || isNear(near)) && (!unless || !isNear(unless))
}
