import type { Space } from '../namespaces.ts'
import { CORE } from './core.ts'
import { ITUNES, MEDIA } from './media.ts'
import { CONTENT, DC, DCTERMS, FEEDBURNER, GOOGLEPLAY, SY, WFW, XHTML } from './modules.ts'
import type { Rule, Scope, Vocabulary } from './rule.ts'

/** All that we understand, by namespace. To understand another, add its table. */
const VOCABULARIES: Partial<Record<Space, Vocabulary>> = {
  core: CORE,
  content: CONTENT,
  dc: DC,
  dcterms: DCTERMS,
  feedburner: FEEDBURNER,
  googleplay: GOOGLEPLAY,
  itunes: ITUNES,
  media: MEDIA,
  sy: SY,
  wfw: WFW,
  xhtml: XHTML,
}

/** The rule for an element where it stands; none means that nobody here knows it. */
export function ruleFor(scope: Scope, space: Space, name: string): Rule | undefined {
  const vocabulary = VOCABULARIES[space]
  if (!vocabulary) return undefined
  const own = scope === 'source' ? undefined : vocabulary[scope]
  return ownRule(own, name) ?? ownRule(vocabulary.any, name)
}

function ownRule(rules: Record<string, Rule> | undefined, name: string): Rule | undefined {
  return rules && Object.hasOwn(rules, name) ? rules[name] : undefined
}
