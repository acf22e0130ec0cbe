import type { ObjectEntries } from 'valibot'
import { BYTES, type Content, type Operation, SUBJECTS } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/operations.ts'
import { PROBLEM_TYPE, problemsOf } from '../../src/contract/problem.ts'
import { curlOf } from './curl.ts'
import { componentSchemas, type Direction, type JsonSchema, schemaOf } from './json-schema.ts'

const optional = (schema: ObjectEntries[string]) =>
  schema.type === 'optional' || schema.type === 'nullish'

/** A description stands beside a schema in OpenAPI, not within it. */
const parametersIn = (where: 'path' | 'query' | 'header', entries: ObjectEntries = {}) =>
  Object.entries(entries).map(([name, entry]) => {
    const { description, ...schema } = schemaOf(entry, 'sent')
    return {
      name,
      in: where,
      required: where === 'path' || !optional(entry),
      ...(description !== undefined && { description }),
      schema,
    }
  })

const mediaOf = ({ media }: Content, direction: Direction) =>
  Object.fromEntries(
    Object.entries(media).map(([type, schema]) => [
      type,
      schema === BYTES ? {} : { schema: schemaOf(schema, direction) },
    ]),
  )

const isEmpty = (object: object) => Object.keys(object).length === 0

const headersOf = ({ headers = {} }: Content) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]),
  )

function answerOf(content: Content): JsonSchema {
  const media = mediaOf(content, 'answered')
  const headers = headersOf(content)
  return {
    description: content.what,
    ...(!isEmpty(headers) && { headers }),
    ...(!isEmpty(media) && { content: media }),
  }
}

const problemAnswer = (description: string, status: string): JsonSchema => ({
  description,
  ...(status === '429' || status === '503'
    ? {
        headers: {
          'Retry-After': { description: 'Seconds (RFC 9110 §10.2.3)', schema: { type: 'string' } },
        },
      }
    : {}),
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
})

function answersOf(method: string, operation: Operation): Record<string, JsonSchema> {
  const answers: Record<string, JsonSchema> = {}
  for (const [status, content] of Object.entries(operation.answers))
    answers[status] = answerOf(content)
  for (const [status, what] of Object.entries(problemsOf(method, operation)))
    answers[status] = problemAnswer(what, status)
  return answers
}

function described(method: string, path: string, operation: Operation): JsonSchema {
  const { operationId, subject, summary, description, body, isPublic } = operation
  const source = curlOf(method, path, operation)
  const parameters = [
    ...parametersIn('path', operation.path),
    ...parametersIn('query', operation.query),
    ...parametersIn('header', operation.header),
  ]
  return {
    operationId,
    tags: [subject],
    summary,
    ...(description !== undefined && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        description: body.what,
        required: !operation.isBodyOptional,
        content: mediaOf(body, 'sent'),
      },
    }),
    responses: answersOf(method, operation),
    ...(isPublic && { security: [] }),
    ...(source !== undefined && { 'x-codeSamples': [{ lang: 'Shell', label: 'curl', source }] }),
  }
}

function paths(): Record<string, Record<string, JsonSchema>> {
  const all: Record<string, Record<string, JsonSchema>> = {}
  for (const [call, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = call.split(' ')
    all[path] = { ...all[path], [method.toLowerCase()]: described(method, path, operation) }
  }
  return all
}

/** The whole description. OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1.html */
export const openApiDocument = () => ({
  openapi: '3.1.1',
  info: {
    title: 'Despatch',
    version: '1',
    summary: 'A syndication service for topics',
    description:
      'JSON in UTF-8. Whatever is refused is told as problem details (RFC 9457). HEAD is answered like GET, another method than those described with 405 and `Allow`.',
  },
  servers: [{ url: '/' }],
  tags: Object.entries(SUBJECTS).map(([name, description]) => ({ name, description })),
  security: [{ operator: [] }],
  paths: paths(),
  components: {
    schemas: componentSchemas(),
    securitySchemes: {
      operator: { type: 'http', scheme: 'bearer', description: 'The ADMIN_TOKEN' },
    },
  },
})
