import type { Hono } from 'hono'
import * as v from 'valibot'
import type { FormErrors, Labels } from '../desk/form.tsx'

/** What the API said: its answer, or what was wrong, in the words of its problem details (RFC 9457). */
export type Answer<T> =
  | { ok: true; status: number; body: T }
  | { ok: false; status: number; problem: Problem }

const Problem = v.object({
  title: v.optional(v.string(), 'Something is wrong'),
  detail: v.optional(v.string()),
  /** Of the source that stands in the way. */
  slug: v.optional(v.string()),
  faults: v.optional(v.array(v.object({ where: v.string(), what: v.string() })), []),
})

export type Problem = v.InferOutput<typeof Problem>

type Sent = { json: unknown } | { body: BodyInit; type: string }

/** A request of the desk's to the newsroom's own API, in this process. */
export type DeskApi = <T>(method: string, path: string, sent?: Sent) => Promise<Answer<T>>

/** Who asks, for the API's log of who did what. */
const TOLD_ON = ['cf-connecting-ip']

function requestOf(from: Headers, method: string, sent: Sent | undefined): RequestInit {
  const headers = new Headers(
    TOLD_ON.flatMap((name) => {
      const value = from.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  if (!sent) return { method, headers }
  headers.set('content-type', 'json' in sent ? 'application/json' : sent.type)
  return { method, headers, body: 'json' in sent ? JSON.stringify(sent.json) : sent.body }
}

/**
 * The API without its guard, for the desk has made sure of who asks.
 *
 * @param api at the same paths as outside, so that its log reads the same.
 */
export const deskApi =
  (api: Pick<Hono, 'request'>, from: Headers): DeskApi =>
  async (method, path, sent) => {
    const response = await api.request(path, requestOf(from, method, sent))
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
    const body: unknown = isJson ? await response.json() : {}
    const { status, ok } = response
    return ok
      ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own answer, in the shape its route is typed to give
        { ok, status, body: body as never }
      : { ok, status, problem: v.parse(Problem, body) }
  }

/** The answer to what cannot be refused; that it is, is a fault of ours. */
export async function told<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked
  if (answer.ok) return answer.body
  throw new Error(answer.problem.detail ?? answer.problem.title)
}

/** `member: what is wrong with it` is how a problem names what it is about in one sentence. */
const ABOUT_A_MEMBER = /^([A-Za-z]+)(?:\.[\w.]+)?: ([\s\S]+)$/

/** What is wrong in one sentence. */
export const problemInWords = ({ title, detail }: Problem): string =>
  ABOUT_A_MEMBER.exec(detail ?? '')?.[2] ?? detail ?? title

/** What is wrong, at the fields of the form it came from. */
export function formErrors(problem: Problem, labels: Labels): FormErrors {
  const placed = (where: string, what: string) => {
    const field = [where, where.split('.')[0] ?? ''].find((name) => Object.hasOwn(labels, name))
    return field === undefined
      ? { what: `${where}: ${what}` }
      : { field, label: labels[field], what }
  }
  if (problem.faults.length > 0) return problem.faults.map(({ where, what }) => placed(where, what))
  const [, member] = ABOUT_A_MEMBER.exec(problem.detail ?? '') ?? []
  const what = problemInWords(problem)
  return [member === undefined ? { what } : placed(member, what)]
}
