import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { Difference } from '../../scripts/apply/difference.ts'

export const NO_DIFFERENCE: Difference = {
  newsroom: { changed: [] },
  topics: { added: [], changed: [], removed: [] },
  gazetteers: { added: [], changed: [], removed: [] },
  sources: { added: [], changed: [], removed: [] },
  entries: { added: [], changed: [], removed: [] },
}

/** A newsroom that a command operates: it tells the difference a test gives it, and remembers what it was asked. */
export interface Operated {
  url: string
  difference: Difference
  /** Newsrooms of before 2026-11-23 apply whatever they are sent. */
  isOld: boolean
  /** What `PUT /api/newsroom` answers, when it is not 200. */
  refuses: { status: number; body: object } | undefined
  /** `PUT /api/newsroom?dry-run=true`, with the token it came with. */
  asked: string[]
  tokens: Set<string>
  close: () => Promise<void>
}

export async function operated(): Promise<Operated> {
  const here: Operated = {
    url: '',
    difference: NO_DIFFERENCE,
    isOld: false,
    refuses: undefined,
    asked: [],
    tokens: new Set(),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  const answer = (path: string, isOrder: boolean) => {
    if (path === '/health.json')
      return { status: 200, body: { status: 'ok', states: { well: 1, ill: 0 } } }
    if (!isOrder)
      return { status: 400, body: { detail: here.isOld ? 'No JSON.' : 'dry-run must be "true"' } }
    if (here.refuses) return here.refuses
    return { status: 200, body: path.includes('dry-run') ? here.difference : { topics: [] } }
  }
  const server = createServer((request, response) => {
    void (async () => {
      await Readable.from(request).toArray()
      const path = request.url ?? '/'
      const isOrder = request.method === 'PUT' && !path.endsWith('=known')
      if (isOrder) here.asked.push(`${request.method} ${path}`)
      if (isOrder) here.tokens.add((request.headers.authorization ?? '').replace('Bearer ', ''))
      const { status, body } = answer(path, isOrder)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  here.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return here
}
