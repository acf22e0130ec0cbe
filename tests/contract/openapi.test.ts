import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiText } from '../../scripts/schemas.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/operations.ts'

const FILE = join(import.meta.dirname, '../../src/contract/openapi.json')

interface Described {
  operationId: string
  parameters?: { name: string; in: string }[]
  'x-codeSamples'?: { source: string }[]
}

const document = JSON.parse(readFileSync(FILE, 'utf8')) as {
  openapi: string
  paths: Record<string, Record<string, Described>>
}
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

describe('src/contract/openapi.json', () => {
  it('is as `npm run schemas` writes it', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(openApiText())
  })

  it('is OpenAPI 3.1 by its own schema', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('refers to nothing that is not in it', () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    expect(references.length).toBeGreaterThan(50)
    const missing = references
      .map((reference) => reference.slice('"$ref":"#/'.length, -1).split('/'))
      .filter((path) => {
        let at: unknown = document
        for (const step of path) at = (at as Record<string, unknown> | undefined)?.[step]
        return at === undefined
      })
    expect(missing).toEqual([])
  })

  it('describes every operation, each under a name of its own', () => {
    const calls = described.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(calls.sort()).toEqual(Object.keys(OPERATIONS).sort())
    const names = described.map(({ operationId }) => operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  it('shows examples that a shell takes for what they mean', () => {
    const samples = described.flatMap(({ method, path, 'x-codeSamples': [sample] = [] }) =>
      sample ? [{ call: `${method.toUpperCase()} ${path}`, ...sample }] : [],
    )
    expect(samples.length).toBeGreaterThan(30)
    for (const { call, source } of samples) {
      const script = `ADMIN_TOKEN='the token'; curl() { printf '%s\\0' "$@"; }; ${source}`
      const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0')
      const { example, isPublic }: Operation = OPERATIONS[call as keyof typeof OPERATIONS]
      const { body, headers = {} } = example ?? {}
      const sent = typeof body === 'string' ? body : JSON.stringify(body)
      const [, template] = call.split(' ')
      const url = `http://localhost:8787${example?.path ?? template}`
      expect(words).toEqual(expect.arrayContaining(sent === undefined ? [url] : [url, sent]))
      const needsToken = !isPublic || 'authorization' in headers
      expect(words.includes('Authorization: Bearer the token')).toBe(needsToken)
    }
  })

  it.each(described)('$method $path describes each part of its path', ({ path, parameters }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = (parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    expect(told).toEqual(inPath)
  })
})
