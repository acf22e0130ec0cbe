import * as v from 'valibot'

/** How the operations are grouped for whoever reads of them. */
export const SUBJECTS = {
  sources: 'The feeds that are polled, and how each of them does',
  topics: 'What entries are filed under, and the rules that say so',
  entries: 'What is stored: why it is where it is, and whom it repeats',
  trying: 'Looking before leaping: nothing of this is stored',
  newsroom: 'The whole newsroom at once',
  keeping: 'How long entries are kept; the whole newsroom as an archive',
  seeing: 'How the newsroom does, and this description',
  reading: 'What readers and other sites get',
} as const

/** A body that is no JSON of ours: bytes or text in a format of somebody else's. */
export const BYTES = v.pipe(v.string(), v.metadata({ isBytes: true }))

/** One kind of answer, or of body: what it is in words, and by its media type how it looks. */
export interface Content {
  what: string
  media: Record<string, v.GenericSchema>
  /** Header fields that it has beside the usual ones, and what they say. */
  headers?: Record<string, string>
}

/** Everything there is to know of one method of one address. */
export interface Operation {
  /** What programs call it. */
  operationId: string
  subject: keyof typeof SUBJECTS
  /** What it does, for people: an imperative, without a full stop. */
  summary: string
  description?: string
  /** Anybody may ask; else it is the operator's, who sends the token. */
  isPublic?: true
  path?: v.ObjectEntries
  query?: v.ObjectEntries
  /** By their names in small letters. */
  header?: v.ObjectEntries
  body?: Content
  isBodyOptional?: true
  /** By status: what it answers when it could do what it was asked. */
  answers: Record<number, Content>
  /** By status: why it may refuse, beside what every operation refuses (see `problems.ts`). */
  problems?: Record<number, string>
  /** Arguments of a curl that works in a newsroom with the topic `defence`, after those before it. */
  example?: { path?: string; body?: unknown; headers?: Record<string, string> }
}

/** By method and path template: `GET /api/sources/{slug}`. */
export type OperationTable = Record<string, Operation>

const JSON_TYPE = 'application/json'

/** JSON by a schema of ours. */
export function json<const S extends v.GenericSchema>(
  what: string,
  schema: S,
  headers?: Record<string, string>,
) {
  return { what, media: { [JSON_TYPE]: schema }, ...(headers && { headers }) }
}

/** Any of these media types, as text or bytes. */
export function bytes<const T extends string>(what: string, ...types: readonly T[]) {
  const media = Object.fromEntries(types.map((type) => [type, BYTES]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of exactly these types
  return { what, media: media as Record<T, typeof BYTES> }
}

/** That it is done, and there is nothing to say of it. */
export const nothing = (what: string) => ({ what, media: {} })
