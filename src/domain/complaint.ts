import type * as v from 'valibot'

/** What a schema has against a value, for whoever wrote it. */
export interface Complaint {
  /** From the whole value to the part that is meant. */
  path: (string | number)[]
  /** Whether the part's name is wrong, not its value: an unknown key. */
  isName: boolean
  what: string
}

type Issue = v.BaseIssue<unknown>

const pathOf = ({ path }: Issue): Complaint['path'] =>
  path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? []

/**
 * The parts of a choice that was nearly met: an object with an unknown key was meant as an object,
 * and is told about its key rather than that text would have done as well.
 */
const nearer = (issue: Issue): Issue[] =>
  issue.type === 'union'
    ? (issue.issues ?? []).filter(({ path }) => path !== undefined && path.length > 0)
    : []

/** Every issue of a parse, with where it is and what was expected there. */
export function complaints(issues: readonly Issue[], above: Complaint['path'] = []): Complaint[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...pathOf(issue)]
    const within = nearer(issue)
    if (within.length > 0) return complaints(within, path)
    const isName = issue.type === 'strict_object' && issue.expected === 'never'
    return [{ path, isName, what: issue.message }]
  })
}
