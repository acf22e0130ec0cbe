/**
 * Topics combined: `,` any of, `+` all of (binds tighter), `!` not.
 *
 * An expression is a disjunction of conjunctions, for that is all the grammar can say. Its canonical
 * form depends on its meaning alone: two expressions that hold for the same entries have the same.
 */

/** A topic that an entry must be in, or must not. */
interface Literal {
  slug: string
  not: boolean
}

/** All of these. */
export type Conjunction = readonly Literal[]

/** Any of these; none at all is every entry. */
export interface Expression {
  terms: readonly Conjunction[]
}

export type ParsedExpression =
  | { kind: 'expression'; expression: Expression }
  /** `at` counts characters from 0. */
  | { kind: 'broken'; at: number; what: string }

/** The unified stream: every entry is in it. */
export const ALL = 'all'

/** More topics than this make no sense to a reader, and a table of truth of half a thousand rows. */
const MAX_TOPICS = 8
const MAX_LENGTH = 500

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Reads an expression as it stands in a path, in any spelling. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > MAX_LENGTH)
    return broken(MAX_LENGTH, `it is longer than ${MAX_LENGTH} characters`)
  const terms: Literal[][] = [[]]
  // A `+` that was taken for a space on its way, as forms do, is still a `+`.
  for (const { 0: part, index: at } of text.replaceAll(' ', '+').matchAll(/[,+]|[^,+]+|$/g)) {
    if (part === ',') terms.push([])
    const isOperator = part === ',' || part === '+' || part === ''
    if (isOperator) {
      const before = text[at - 1]
      if (before === undefined || before === ',' || before === '+' || before === ' ')
        return broken(at, 'a topic is missing here')
      continue
    }
    const slug = part.replace(/^!/, '')
    if (!SLUG.test(slug))
      return broken(at, `"${slug}" is no topic: small letters, digits and single hyphens name one`)
    terms.at(-1)?.push({ slug, not: part.startsWith('!') })
  }
  return simplified(terms)
}

const broken = (at: number, what: string): ParsedExpression => ({ kind: 'broken', at, what })

/** As it stands in a path. Every entry is `all`. */
export function printExpression({ terms }: Expression): string {
  return terms.map(printConjunction).join(',') || ALL
}

const printConjunction = (conjunction: Conjunction) =>
  conjunction.map(({ slug, not }) => (not ? `!${slug}` : slug)).join('+')

/** The topics an expression names, each once. */
export const topicsOf = ({ terms }: Expression): string[] => [
  ...new Set(terms.flat().map(({ slug }) => slug)),
]

/** Whether an entry in these topics belongs to it. */
export function holds({ terms }: Expression, topics: ReadonlySet<string>): boolean {
  return (
    terms.length === 0 ||
    terms.some((conjunction) => conjunction.every(({ slug, not }) => topics.has(slug) !== not))
  )
}

/** The one way to say what these terms say. */
function simplified(terms: Literal[][]): ParsedExpression {
  const slugs = [...new Set(terms.flat().map(({ slug }) => slug))].filter((slug) => slug !== ALL)
  const names = slugs.toSorted()
  if (names.length > MAX_TOPICS) return broken(0, `it names more than ${MAX_TOPICS} topics`)
  const rows = Array.from({ length: 2 ** names.length }, (_, row) => row)
  const isIn = (row: number, slug: string) =>
    slug === ALL || ((row >> names.indexOf(slug)) & 1) === 1
  const on = rows.filter((row) =>
    terms.some((literals) => literals.every(({ slug, not }) => isIn(row, slug) !== not)),
  )
  if (on.length === 0) return broken(0, 'no entry could ever be in it')
  const needed = cover(on, primes(on, names.length)).map((cube) => literals(cube, names))
  return {
    kind: 'expression',
    expression: {
      // A conjunction of nothing holds for every entry, as an expression without terms does.
      terms: needed
        .filter((conjunction) => conjunction.length > 0)
        .toSorted((one, other) => compare(printConjunction(one), printConjunction(other))),
    },
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Rows of the table of truth that agree where `mask` has a bit: what one conjunction holds for. */
interface Cube {
  mask: number
  value: number
}

const covers = ({ mask, value }: Cube, row: number) => (row & mask) === value

/** Quine and McCluskey: the conjunctions from which nothing can be left out. */
function primes(on: number[], width: number): Cube[] {
  const isOn = new Set(on)
  const cubes = Array.from({ length: 2 ** width }, (_, mask) => mask).flatMap((mask) =>
    [...new Set(on.map((row) => row & mask))].map((value) => ({ mask, value })),
  )
  const rows = Array.from({ length: 2 ** width }, (_, row) => row)
  const implicants = cubes.filter((cube) =>
    rows.every((row) => !covers(cube, row) || isOn.has(row)),
  )
  return implicants.filter(
    (cube) =>
      !implicants.some(
        (other) =>
          other.mask !== cube.mask &&
          (other.mask & cube.mask) === other.mask &&
          (cube.value & other.mask) === other.value,
      ),
  )
}

/** Few of them that together hold for every row: the largest first, and none that is needless. */
function cover(on: number[], cubes: Cube[]): Cube[] {
  const chosen: Cube[] = []
  let open = on
  const order = cubes.toSorted((a, b) => a.mask - b.mask || a.value - b.value)
  while (open.length > 0) {
    const gain = (cube: Cube) => open.filter((row) => covers(cube, row)).length
    const best = order.reduce((a, b) => (gain(b) > gain(a) ? b : a))
    chosen.push(best)
    open = open.filter((row) => !covers(best, row))
  }
  return chosen.filter(
    (cube, i) =>
      !on.every(
        (row) => !covers(cube, row) || chosen.some((other, j) => j > i && covers(other, row)),
      ),
  )
}

const literals = ({ mask, value }: Cube, names: string[]): Literal[] =>
  names.flatMap((slug, i) => ((mask >> i) & 1 ? [{ slug, not: ((value >> i) & 1) === 0 }] : []))
