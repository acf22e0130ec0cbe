import {
  ALL,
  parseExpression,
  printExpression,
  topicsOf,
  type Conjunction,
  type Expression,
} from './expression.ts'

/** What can be done to an expression with one topic. */
export type Combination = 'and' | 'or' | 'without' | 'drop'

/** To work out the one spelling of many topics takes long: readers of so many can write their own. */
const MAX_TOPICS_TO_COMBINE = 4

const print = (terms: readonly Conjunction[]) => printExpression({ terms })

/** The expression without a topic: what was asked of it is asked no more, and a term of it alone goes. */
function dropped({ terms }: Expression, slug: string): string {
  const left = terms.map((conjunction) => conjunction.filter((literal) => literal.slug !== slug))
  return print(left.filter((conjunction) => conjunction.length > 0))
}

function written(expression: Expression, slug: string, how: Combination): string {
  const isAll = expression.terms.length === 0
  const terms = isAll ? [[]] : expression.terms
  switch (how) {
    case 'and':
      return print(terms.map((conjunction) => [...conjunction, { slug, not: false }]))
    case 'without':
      return print(terms.map((conjunction) => [...conjunction, { slug, not: true }]))
    case 'or':
      return isAll ? ALL : print([...terms, [{ slug, not: false }]])
    case 'drop':
      return dropped(expression, slug)
    default:
      return how satisfies never
  }
}

/** An expression combined with one more topic, or rid of it, in its one spelling; undefined where that says nothing new. */
export function combined(
  expression: Expression,
  slug: string,
  how: Combination,
): Expression | undefined {
  const isNamed = topicsOf(expression).includes(slug)
  if (isNamed !== (how === 'drop')) return undefined
  if (!isNamed && topicsOf(expression).length >= MAX_TOPICS_TO_COMBINE) return undefined
  const parsed = parseExpression(written(expression, slug, how))
  const isNew =
    parsed.kind === 'expression' &&
    printExpression(parsed.expression) !== printExpression(expression)
  return isNew ? parsed.expression : undefined
}
