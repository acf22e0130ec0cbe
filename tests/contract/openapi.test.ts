import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiText } from '../../scripts/schemas.ts'
import { OPERATIONS } from '../../src/contract/operations.ts'

const FILE = join(import.meta.dirname, '../../src/contract/openapi.json')

interface Described {
  operationId: string
  parameters?: { name: string; in: string }[]
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

  it.each(described)('$method $path describes each part of its path', ({ path, parameters }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = (parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    expect(told).toEqual(inPath)
  })
})
