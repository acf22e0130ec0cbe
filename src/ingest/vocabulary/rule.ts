import type { Draft } from '../draft.ts'
import type { Element } from '../element.ts'

/** What is being read; decides what an element means. */
export type Scope = 'feed' | 'entry' | 'source'

/** What to do with an element of one name in one scope. */
export interface Rule {
  /**
   * - `value`: its text, or its markup, is what counts (the usual case)
   * - `structure`: the texts of its children count, as in `author`
   * - `transparent`: its attributes count, and its children are read as if it were not there
   */
  holds: 'value' | 'structure' | 'transparent'
  /** Called when the element is complete; for a transparent one, when it begins. */
  take: (draft: Draft, element: Element, fault: (what: string) => void) => void
}

type Rules = Record<string, Rule>

/** A namespace's elements, by local name in lower case. `any` is feed, entry and source. */
export interface Vocabulary {
  any?: Rules
  feed?: Rules
  entry?: Rules
}

export const value = (take: Rule['take']): Rule => ({ holds: 'value', take })
export const structure = (take: Rule['take']): Rule => ({ holds: 'structure', take })
export const transparent = (take: Rule['take'] = () => {}): Rule => ({ holds: 'transparent', take })
