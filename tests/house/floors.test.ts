import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * `src/` is a house: a room imports from floors below it, never from above or beside.
 * Every room is listed; a new folder that is not fails the test until it is given its floor.
 */
const FLOOR: Record<string, number> = {
  web: 0,
  domain: 1,
  ingest: 2,
  poll: 2,
  classify: 2,
  cluster: 2,
  retention: 2,
  archive: 2,
  publish: 2,
  embed: 2,
  pages: 2,
  // As pure as the pages, and built from their parts.
  desk: 2.5,
  watch: 2,
  contract: 2,
  routes: 3,
  jobs: 3,
  adapters: 3,
  '.': 4,
}

/** Below floor 3 nothing is outside: values in, values out. `new Date(value)` is a value; `new Date()` is a clock. */
const IMPURE = [
  /\bfetch\(/,
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bperformance\./,
  /\bMath\.random\(/,
  /\bcrypto\.(randomUUID|getRandomValues)\(/,
  /\bset(Timeout|Interval)\(/,
  /\bcaches\b\./,
  /\bD1Database\b/,
]

/** One door per package: which rooms may import it. `valibot` stands wherever data comes in. */
const DOORS: Record<string, string[]> = {
  htmlparser2: ['ingest'],
  'sanitize-html': ['ingest'],
  marked: ['ingest'],
  feed: ['publish'],
  diff: ['pages'],
  hono: ['routes', 'embed', 'pages', 'desk', '.'],
  'node:crypto': ['web'],
  'node:zlib': ['web'],
  valibot: Object.keys(FLOOR),
}

const src = join(import.meta.dirname, '../../src')
const files = globSync('**/*.{ts,tsx}', { cwd: src }).sort()
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '.') : '.')
/** Comments may speak of clocks; only code is searched. */
const code = (file: string) =>
  readFileSync(join(src, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
const importsOf = (file: string) =>
  [
    ...code(file).matchAll(
      /^\s*(?:import|export|\}).*?(?:from\s+|import\s*\(?\s*)['"]([^'"\n]+)['"]/gm,
    ),
  ].map((match) => match[1] ?? '')

describe('the floors of src/', () => {
  it.each(files)('%s stands in a room with a floor', (file) => {
    expect(FLOOR).toHaveProperty([roomOf(file)])
  })

  it.each(files)('%s imports only from its own room or from floors below', (file) => {
    const room = roomOf(file)
    const wrong = importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => relative(src, join(src, dirname(file), target)))
      .filter((target) => {
        const other = roomOf(target)
        // Lists that grow by adding a line may be read anywhere; the newsroom's files may not.
        if (/^\.\.\/data\/[a-z-]+\.json$/.test(target)) return false
        // config.ts holds numbers only and may be read by the top floors.
        if (target === 'config.ts') return (FLOOR[room] ?? 0) < 3
        return other !== room && (FLOOR[other] ?? 99) >= (FLOOR[room] ?? 0)
      })
    expect(wrong).toEqual([])
  })

  it.each(files)('%s uses packages only where they have their door', (file) => {
    const wrong = importsOf(file)
      .filter((target) => !target.startsWith('.'))
      .map((target) =>
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((name) => !(DOORS[name] ?? []).includes(roomOf(file)))
    expect(wrong).toEqual([])
  })

  it.each(files.filter((file) => file !== 'adapters/console-log.ts'))(
    '%s logs through the one door',
    (file) => {
      expect(code(file)).not.toMatch(/\bconsole\s*[.[]/)
    },
  )

  it.each(files.filter((file) => (FLOOR[roomOf(file)] ?? 99) < 3))(
    '%s is pure: no network, clock, chance or binding',
    (file) => {
      expect(IMPURE.filter((pattern) => pattern.test(code(file)))).toEqual([])
    },
  )
})
