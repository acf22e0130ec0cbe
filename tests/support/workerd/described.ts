import { Validator, type Schema } from '@cfworker/json-schema'
import openApi from '../../../src/contract/openapi.json' with { type: 'json' }

interface Answer {
  content?: Record<string, { schema?: Schema }>
}

const PATHS = openApi.paths as unknown as Record<
  string,
  Record<string, { responses: Record<string, Answer> }>
>

/** An answer may have more members one day; today it has none that are not described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const schema = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]))
  return schema['type'] === 'object' &&
    'properties' in schema &&
    !('additionalProperties' in schema)
    ? { ...schema, additionalProperties: false }
    : schema
}

const components = closed(openApi.components)
const validators = new Map<Schema, Validator>()

function validatorOf(schema: Schema): Validator {
  const known = validators.get(schema)
  if (known) return known
  const made = new Validator({ ...(closed(schema) as Schema), components }, '2020-12', false)
  validators.set(schema, made)
  return made
}

/**
 * What of an answer is not as the description of its operation has it, in words; undefined when
 * everything is.
 *
 * @param call method and path template: `GET /api/sources/{slug}`
 */
export async function undescribed(call: string, response: Response): Promise<string | undefined> {
  const [method = '', path = ''] = call.split(' ')
  const { status } = response
  const answer = PATHS[path]?.[method.toLowerCase()]?.responses[status]
  const text = await response.text()
  if (!answer) return `${call} answered ${status}, which is not described: ${text.slice(0, 300)}`
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  if (!answer.content)
    return text === ''
      ? undefined
      : `${call} answered ${status} with a body, which is not described`
  const content = answer.content[type]
  if (!content) return `${call} answered ${status} with "${type}", which is not described`
  if (!content.schema) return undefined
  const { valid, errors } = validatorOf(content.schema).validate(JSON.parse(text))
  if (valid) return undefined
  const wrong = errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
  return `${call} answered ${status} with ${text.slice(0, 300)}: ${wrong.join('; ')}`
}
