import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The Python of the system, which Debian's packages are for. */
const PYTHON = '/usr/bin/python3'

/** Whether feedparser is on this machine; in continuous integration it must be. */
export function isFeedparserInstalled(): boolean {
  const isFound = spawnSync(PYTHON, ['-c', 'import feedparser'], { stdio: 'ignore' }).status === 0
  if (!isFound && process.env['CI']) throw new Error('python3-feedparser is missing; see .ci/run')
  return isFound
}

/** What it does not find is null. */
export interface ReadEntry {
  id: string | null
  url: string | null
  title: string | null
  published: string | null
  updated: string | null
  authors: string[]
  categories: [name: string, scheme: string | null][]
  enclosures: [url: string, type: string | null, length: string | null][]
  source: string | null
  sourceUrl: string | null
  content: string | null
}

interface ReadDocument {
  /** It had to be read leniently. */
  isBroken: boolean
  entries: ReadEntry[]
}

/** feedparser in a process of its own, which reads one document after the other. */
export function feedparser() {
  const child = spawn(PYTHON, [join(import.meta.dirname, 'read_with_feedparser.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  return {
    async read(document: string): Promise<ReadDocument> {
      child.stdin.write(`${JSON.stringify(document)}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error('feedparser has ended')
      return JSON.parse(value) as ReadDocument
    },
    close: () => child.stdin.end(),
  }
}
