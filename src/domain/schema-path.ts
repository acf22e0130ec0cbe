import * as v from 'valibot'

/** Every JSON file of a newsroom may name its schema, so that editors help; it says nothing else. */
export const SchemaPath = v.optional(v.string('expected the path of the schema'))

export function withoutSchemaPath<T extends { $schema?: string | undefined }>(
  file: T,
): Omit<T, '$schema'> {
  const { $schema: _, ...rest } = file
  return rest
}
