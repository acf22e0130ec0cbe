import { withoutPaths } from '../web/redacted.ts'

const MAX_MEMBERS = 20
const MAX_TEXT = 100
const MAX_DETAIL = 2000

const SECRET = /secret|token|password|credential/i

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const cut = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…` : text

/** Short enough to be read, and without what gives access: of an address its origin alone. */
function told(name: string, value: unknown, depth: number): unknown {
  if (SECRET.test(name)) return '…'
  if (typeof value === 'string') return cut(withoutPaths(value))
  if (Array.isArray(value)) return `${value.length} of them`
  if (!isObject(value)) return value
  return depth > 0 ? members(value, depth - 1) : '{…}'
}

const members = (value: Record<string, unknown>, depth: number) =>
  Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_MEMBERS)
      .map(([name, member]) => [cut(name), told(name, member, depth)]),
  )

/** What was asked for, as its log keeps it: the members of the body, short and without secrets. */
export function asked(body: unknown): Record<string, unknown> {
  if (!isObject(body)) return {}
  const whole = members(body, 1)
  if (JSON.stringify(whole).length <= MAX_DETAIL) return whole
  return Object.fromEntries(Object.keys(whole).map((name) => [name, '…']))
}

const NAMES = new Set(['slug', 'key', 'outcome', 'detail'])

/** What came of it: whom it concerned, what was refused and why, and all that can be counted. */
export function answered(body: unknown): Record<string, unknown> {
  if (!isObject(body)) return {}
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
      if (Array.isArray(value)) return [[name, value.length]]
      if (typeof value === 'number') return [[name, value]]
      return NAMES.has(name) ? [[name, told(name, value, 0)]] : []
    }),
  )
}
