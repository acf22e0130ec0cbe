import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemaFiles } from '../../scripts/schemas.ts'

const data = join(import.meta.dirname, '../../data')

describe('the schemas in data/schemas/', () => {
  it.each([...schemaFiles()])('%s is as `node scripts/schemas.ts` writes it', (name, text) => {
    expect(readFileSync(join(data, 'schemas', name), 'utf8')).toBe(text)
  })

  it('are all there is in that folder', () => {
    expect(globSync('*', { cwd: join(data, 'schemas') }).sort()).toEqual(
      [...schemaFiles().keys()].sort(),
    )
  })

  it.each(globSync(['*.json', 'topics/*.json', 'gazetteers/*.json'], { cwd: data }).sort())(
    '%s names one',
    (file) => {
      const { $schema } = JSON.parse(readFileSync(join(data, file), 'utf8')) as { $schema: string }
      const named = normalize(join(dirname(file), $schema))
      expect([...schemaFiles().keys()].map((name) => join('schemas', name))).toContain(named)
    },
  )
})
