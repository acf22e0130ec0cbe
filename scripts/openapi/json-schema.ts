import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { COMPONENTS } from '../../src/contract/components.ts'
import { HttpUrl } from '../../src/domain/own-text.ts'

export type JsonSchema = Record<string, unknown>

/** What is sent is described as it is read, what is answered as it is written. */
export type Direction = 'sent' | 'answered'

const NAMED: Record<string, GenericSchema> = { ...COMPONENTS.bodies, ...COMPONENTS.answers }
const IS_HTTP_URL: unknown = HttpUrl.pipe[1]

const refTo = (name: string) => `#/components/schemas/${name}`

/** Checks that JSON Schema has no words for are left to the reading, but for those it has a format for. */
const configOf = (direction: Direction): ConversionConfig => ({
  target: 'draft-2020-12',
  typeMode: direction === 'sent' ? 'input' : 'output',
  errorMode: 'ignore',
  overrideRef: ({ referenceId }) => refTo(referenceId),
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction === IS_HTTP_URL ? { ...jsonSchema, format: 'uri' } : undefined,
})

const schemaFrom = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** The name that a schema refers to, where that is a number. */
function numberOf({ $ref }: JsonSchema): string | undefined {
  const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined
  return name !== undefined && /^\d+$/.test(name) ? name : undefined
}

/**
 * What recurs is given a number for its name by the converter. One that a name of ours stands for
 * takes that name; the others are written where they are used.
 */
function numberless(value: unknown, definitions: JsonSchema, names: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => numberless(each, definitions, names))
  if (typeof value !== 'object' || value === null) return value
  const schema = schemaFrom(value)
  const number = numberOf(schema)
  if (number === undefined)
    return Object.fromEntries(
      Object.entries(schema).map(([key, part]) => [key, numberless(part, definitions, names)]),
    )
  const name = names.get(number)
  const meant =
    name === undefined
      ? schemaFrom(numberless(definitions[number], definitions, names))
      : { $ref: refTo(name) }
  return { ...meant, ...schema, $ref: meant['$ref'] }
}

function withoutNumbers(value: unknown, definitions: JsonSchema): JsonSchema {
  const names = new Map<string, string>()
  for (const [name, definition] of Object.entries(definitions)) {
    const number = numberOf(schemaFrom(definition))
    if (number !== undefined && name in NAMED) names.set(number, name)
  }
  return schemaFrom(numberless(value, definitions, names))
}

/** The schema of a body, an answer or a parameter, with references to what has a name. */
export function schemaOf(schema: GenericSchema, direction: Direction): JsonSchema {
  const config = { ...configOf(direction), definitions: NAMED }
  const { $schema: _, $defs, ...rest } = toJsonSchema(schema, config)
  return withoutNumbers(rest, schemaFrom($defs))
}

/** Everything that has a name. */
export function componentSchemas(): Record<string, JsonSchema> {
  const converted = (direction: Direction, names: readonly string[]) => {
    const definitions = schemaFrom(toJsonSchemaDefs(NAMED, configOf(direction)))
    return names.map((name) => {
      const definition = schemaFrom(definitions[name])
      const own = definitions[numberOf(definition) ?? name]
      return [name, withoutNumbers(own, definitions)] as const
    })
  }
  return Object.fromEntries([
    ...converted('sent', Object.keys(COMPONENTS.bodies)),
    ...converted('answered', Object.keys(COMPONENTS.answers)),
  ])
}
