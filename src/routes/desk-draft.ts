import * as v from 'valibot'
import type { Entered, FormErrors } from '../desk/form.tsx'
import { readTopic } from '../desk/read-topic.ts'
import type { Draft } from '../desk/topic-editor.tsx'
import { topicValues } from '../desk/topic-values.ts'
import { TopicFile } from '../domain/topic.ts'
import { field } from './desk-form.ts'

/** A topic as it was sent: as it is to be shown again, and as the API is to judge it. */
export interface SentDraft {
  draft: Draft
  slug: string
  definition: unknown
  /** What could not even be read. */
  errors: FormErrors
  /** What the API finds wrong with it, at the fields it came from. */
  placed: (faults: readonly { where: string; what: string }[]) => FormErrors
}

const JSON_LABEL = 'The topic as JSON'
const atJson = (what: string) => ({ field: 'json', label: JSON_LABEL, what })

export const writeJson = (definition: unknown): string => JSON.stringify(definition, null, 2)

function sentJson(form: FormData): SentDraft {
  const json = field(form, 'json')
  const slug = field(form, 'slug')
  const sent = { slug, draft: { as: 'json', slug, json } } as const
  const placed: SentDraft['placed'] = (faults) =>
    faults.map(({ where, what }) => atJson(`${where}: ${what}`))
  try {
    return { ...sent, definition: JSON.parse(json), errors: [], placed }
  } catch (error) {
    const what = error instanceof Error ? error.message : 'expected JSON'
    return { ...sent, definition: undefined, errors: [atJson(what)], placed }
  }
}

/** Every field of the form; lines are kept as they are, for errors name them by number. */
const valuesIn = (form: FormData): Entered =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

export function sentDraft(form: FormData): SentDraft {
  if (field(form, 'as') === 'json') return sentJson(form)
  const values = valuesIn(form)
  return { draft: { as: 'form', values }, slug: field(form, 'slug'), ...readTopic(values) }
}

/** The same in the other way to write it, as far as it can be read. */
export function otherwise({
  draft,
  slug,
  definition,
  errors,
}: SentDraft): SentDraft['errors'] | Draft {
  if (errors.length > 0) return errors
  if (draft.as === 'form') return { as: 'json', slug, json: writeJson(definition) }
  const topic = v.safeParse(TopicFile, definition)
  if (!topic.success)
    return topic.issues.map((issue) =>
      atJson(`${v.getDotPath(issue) ?? 'topic'}: ${issue.message}`),
    )
  const { slug: inFile, ...members } = topic.output
  return { as: 'form', values: { ...topicValues(members), slug: slug || inFile } }
}
