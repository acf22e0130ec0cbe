/** As much of JSON Schema as the description of the API is written in. */
export interface ReferenceSchema {
  $ref?: string
  type?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly ReferenceSchema[]
  items?: ReferenceSchema
  properties?: Record<string, ReferenceSchema>
  additionalProperties?: boolean | ReferenceSchema
  required?: readonly string[]
  description?: string
  format?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  pattern?: string
}

const nameOf = ($ref: string) => $ref.split('/').at(-1) ?? ''

/** Bounds beyond what any number is bound to are no news. */
function bounds({ format, minimum, maximum, maxLength }: ReferenceSchema): string {
  const told = [
    ...(format === undefined ? [] : [format]),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ]
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}

/** Words of the description, in which code stands between backticks. */
export function Words({ text }: { text: string }) {
  return <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</>
}

/** What kind of value it is, in a few words. */
export function KindOf({ schema }: { schema: ReferenceSchema }) {
  const { $ref, type, anyOf, items, additionalProperties } = schema
  const choices = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  if ($ref !== undefined) return <a href={`#${nameOf($ref)}`}>{nameOf($ref)}</a>
  if (choices) return <>{choices.map((choice) => JSON.stringify(choice)).join(' or ')}</>
  if (anyOf)
    return (
      <>
        {anyOf.map((choice, i) => (
          <>
            {i > 0 && ' or '}
            <KindOf schema={choice} />
          </>
        ))}
      </>
    )
  if (type === 'array')
    return (
      <>
        list of <KindOf schema={items ?? {}} />
      </>
    )
  if (type === 'object' && typeof additionalProperties === 'object')
    return (
      <>
        object of <KindOf schema={additionalProperties} />
      </>
    )
  return <>{`${type ?? 'anything'}${bounds(schema)}`}</>
}

/** Those within a member, be it a list or one of several. */
function within(schema: ReferenceSchema): ReferenceSchema[] {
  if (schema.properties) return [schema]
  const parts = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  const more = schema.additionalProperties
  return [...parts, ...(typeof more === 'object' ? [more] : [])].flatMap(within)
}

/** The members of an object, and of the objects within it; what has a name is told there. */
export function Members({ schema }: { schema: ReferenceSchema }) {
  return (
    <>
      {within(schema).map(({ properties = {}, required = [] }) => (
        <dl class="members">
          {Object.entries(properties).map(([name, part]) => (
            <>
              <dt>
                <code>{name}</code> <KindOf schema={part} />
                {!required.includes(name) && ', optional'}
              </dt>
              <dd>
                {part.description && <Words text={part.description} />}
                <Members schema={part} />
              </dd>
            </>
          ))}
        </dl>
      ))}
    </>
  )
}
