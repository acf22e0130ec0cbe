import type { Hono } from 'hono'
import * as v from 'valibot'
import type { FormErrors } from '../desk/form.tsx'

/** What the API said: its answer, or what was wrong, in the words of its problem details (RFC 9457). */
export type Answer<T> =
  | { ok: true; status: number; body: T }
  | { ok: false; status: number; problem: Problem }

const Problem = v.object({
  title: v.optional(v.string(), 'Something is wrong'),
  detail: v.optional(v.string()),
  faults: v.optional(v.array(v.object({ where: v.string(), what: v.string() })), []),
})

export type Problem = v.InferOutput<typeof Problem>

/** A request of the desk's to the newsroom's own API, in this process. */
export type DeskApi = <T>(
  method: string,
  path: string,
  sent?: { json: unknown } | { body: BodyInit; headers: Record<string, string> },
) => Promise<Answer<T>>

/** An API without its guard: the desk has made sure of who asks. */
export function deskApi(api: Pick<Hono, 'request'>): DeskApi {
  return async (method, path, sent) => {
    const init =
      sent && 'json' in sent
        ? { body: JSON.stringify(sent.json), headers: { 'content-type': 'application/json' } }
        : sent
    const response = await api.request(path, { method, ...init })
    const text = await response.text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    const { status, ok } = response
    return ok
      ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own answer, in the shape its route is typed to give
        { ok, status, body: body as never }
      : { ok, status, problem: v.parse(Problem, body) }
  }
}

/** `member: what is wrong with it` is how a problem names what it is about in one sentence. */
const ABOUT_A_MEMBER = /^([A-Za-z]+)(?:\.[\w.]+)?: ([\s\S]+)$/

/** What is wrong, at the fields of the form it came from. */
export function formErrors(
  { title, detail, faults }: Problem,
  fields: readonly string[],
): FormErrors {
  const placed = (where: string | undefined, what: string) => {
    const [member = ''] = where?.split('.') ?? []
    return fields.includes(member)
      ? { field: member, what }
      : { what: where ? `${where}: ${what}` : what }
  }
  if (faults.length > 0) return faults.map(({ where, what }) => placed(where, what))
  const [, member, what] = ABOUT_A_MEMBER.exec(detail ?? '') ?? []
  return [
    member !== undefined && fields.includes(member)
      ? placed(member, what ?? '')
      : { what: detail ?? title },
  ]
}

/** The answer to what cannot be refused; that it is, is a fault of ours. */
export async function told<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked
  if (answer.ok) return answer.body
  throw new Error(answer.problem.detail ?? answer.problem.title)
}
