import type { Space } from '../namespaces.ts'
import { CORE } from './core.ts'
import { ITUNES, MEDIA } from './media.ts'
import { CONTENT, DC, DCTERMS, FEEDBURNER, GOOGLEPLAY, SY, WFW, XHTML } from './modules.ts'
import type { Rule, Scope, Vocabulary } from './rule.ts'

/** All that we understand, by namespace. To understand another, add its table. */
const VOCABULARIES: [Space, Vocabulary][] = [
  ['core', CORE],
  ['content', CONTENT],
  ['dc', DC],
  ['dcterms', DCTERMS],
  ['feedburner', FEEDBURNER],
  ['googleplay', GOOGLEPLAY],
  ['itunes', ITUNES],
  ['media', MEDIA],
  ['sy', SY],
  ['wfw', WFW],
  ['xhtml', XHTML],
]

/** The tables by what they are asked for: a scope's own rules, and those of any. */
const RULES: Record<Scope, Map<Space, Map<string, Rule>>> = {
  feed: rulesOf('feed'),
  entry: rulesOf('entry'),
  source: rulesOf('source'),
}

function rulesOf(scope: Scope): Map<Space, Map<string, Rule>> {
  const rules = new Map<Space, Map<string, Rule>>()
  for (const [space, { any, feed, entry }] of VOCABULARIES) {
    const own = { feed, entry, source: undefined }[scope]
    rules.set(space, new Map(Object.entries({ ...any, ...own })))
  }
  return rules
}

/** The rule for an element where it stands; none means that nobody here knows it. */
export function ruleFor(scope: Scope, space: Space, name: string): Rule | undefined {
  return RULES[scope].get(space)?.get(name)
}
