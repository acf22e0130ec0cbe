import fc from 'fast-check'

export type JsonSchema = Record<string, unknown>

/** Values that are drawn by the name of what they stand for, so that requests meet what is there. */
export type Pool = Record<string, readonly string[]>

export interface Drawing {
  /** What `$ref` names. */
  components: Record<string, JsonSchema>
  pool: Pool
}

const MAX_DEPTH = 6

/** Texts that a schema has no words against and people never write. */
const ODD = [
  '<b>bold</b>',
  "Robert'); DROP TABLE entries;--",
  '日本語の題',
  '🚢',
  ' \t',
  '%',
  '\u202e',
]

/** Of each pattern a few texts, for `\p{…}` is more than a generator of texts by patterns knows. */
const WRITTEN: { like: RegExp; texts: fc.Arbitrary<string> }[] = [
  { like: /a-z0-9\]\+\(\?:-/, texts: fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/) },
  { like: /A-Za-z\]\{2,8\}/, texts: fc.constantFrom('en', 'ja', 'en-GB', 'zh-Hant', 'xx') },
  { like: /A-Za-z0-9\+\.-\]\*:/, texts: fc.constantFrom('urn:x:1', 'tag:a.example,2026:1') },
  { like: /\{2,30\}/, texts: fc.constantFrom('submarin', 'frig', '鉄道') },
]

const WORDS = fc.oneof(
  fc.constantFrom('frigate', 'A train', 'Defence', 'naval base', '鉄道', 'x'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => `${text}a`),
  fc.constantFrom(...ODD).map((text) => `${text}a`),
)

const DATES = fc.constantFrom(
  '2026-11-01',
  '2026-11-02T10:00:00Z',
  '2031-01-01T00:00:00+09:00',
  '1999-12-31',
)

function textOf(schema: JsonSchema, name: string, { pool }: Drawing): fc.Arbitrary<string> {
  const { pattern, format, maxLength = 10_000 } = schema
  const shaped = () => {
    if (format === 'email') return fc.constantFrom('desk@example.org', 'desk')
    if (format === 'uri') return fc.constantFrom(...(pool['url'] ?? []))
    if (typeof pattern === 'string') {
      const known = WRITTEN.find(({ like }) => like.test(pattern))
      if (known) return known.texts
    }
    return /^(?:published|updated|since)$/.test(name) ? fc.oneof(DATES, WORDS) : WORDS
  }
  const own = shaped().map((text) => text.slice(0, Number(maxLength)))
  const there = pool[name]
  return there ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, own) : own
}

function numberOf({ type, minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const [min, max] = [Number(minimum ?? -1000), Number(maximum ?? 1000)]
  return type === 'integer'
    ? fc.integer({ min, max })
    : fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
}

function objectOf(schema: JsonSchema, drawing: Drawing, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
  const required = (schema['required'] ?? []) as string[]
  const members = Object.fromEntries(
    properties
      .filter(([name]) => depth < MAX_DEPTH || required.includes(name))
      .map(([name, part]) => [name, valueOf(part, drawing, depth + 1, name)]),
  )
  const named = fc.record(members, {
    requiredKeys: required.filter((name) => name in members),
    noNullPrototype: true,
  })
  const more = schema['additionalProperties']
  if (typeof more !== 'object' || more === null) return named
  const others = fc.dictionary(WORDS, valueOf(more as JsonSchema, drawing, depth + 1), {
    maxKeys: 3,
  })
  return fc.tuple(named, others).map(([known, other]) => ({ ...other, ...known }))
}

/** A value as a schema has it, as far as JSON Schema tells; what else must hold may not. */
export function valueOf(
  schema: JsonSchema,
  drawing: Drawing,
  depth = 0,
  name = '',
): fc.Arbitrary<unknown> {
  if (typeof schema['$ref'] === 'string') {
    const target = drawing.components[schema['$ref'].split('/').at(-1) ?? ''] ?? {}
    return valueOf(target, drawing, depth, name)
  }
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  const choices = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined
  if (choices) {
    const possible = depth < MAX_DEPTH ? choices : choices.slice(0, 1)
    return fc.oneof(...possible.map((choice) => valueOf(choice, drawing, depth + 1, name)))
  }
  switch (schema['type']) {
    case 'string':
      return textOf(schema, name, drawing)
    case 'number':
    case 'integer':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const minLength = Number(schema['minItems'] ?? 0)
      const items = valueOf((schema['items'] ?? {}) as JsonSchema, drawing, depth + 1, name)
      return fc.array(items, { minLength, maxLength: Math.max(minLength, depth < 3 ? 3 : 1) })
    }
    case 'object':
      return objectOf(schema, drawing, depth)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}
