import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A web server of somebody else's, on this machine: each path with how it answers. */
export interface Publisher {
  url: string
  /** `host:port`, for PRIVATE_HOSTS. */
  host: string
  /** Requests so far, oldest first. */
  asked: { path: string; headers: IncomingMessage['headers'] }[]
  close: () => Promise<void>
}

export async function publisher(answers: Record<string, Answer>): Promise<Publisher> {
  const asked: Publisher['asked'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push({ path, headers: request.headers })
    const answer = answers[path]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url: `http://${host}`,
    host,
    asked,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Serves a document, as a static file server would that sends no validators. */
export const serves =
  (body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, headers).end(body)
  }
