import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** What no clone has, or, of its packages, what it takes half a minute to install. */
const NOT_CLONED = new Set(['.git', '.wrangler', '.dev.vars', 'dist', 'node_modules', 'tests'])

/** A checkout in which nothing was ever started. */
export interface Clone {
  root: string
  remove: () => Promise<void>
}

/** The checkout as somebody new to it has it: with our packages, and without sources, so that nobody outside is asked. */
export async function clone(): Promise<Clone> {
  const root = await mkdtemp(join(tmpdir(), 'despatch-clone-'))
  await cp(ROOT, root, { recursive: true, filter: (path) => !NOT_CLONED.has(basename(path)) })
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
  await writeFile(join(root, 'data/sources.json'), '{ "sources": [] }')
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}
