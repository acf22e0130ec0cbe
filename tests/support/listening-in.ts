import { createServer, request } from 'node:http'
import { freePort } from './started.ts'

/** Passes everything on and remembers what was answered. */
export async function listeningIn(to: string) {
  const statuses: number[] = []
  const server = createServer((incoming, outgoing) => {
    const passed = request(
      `${to}${incoming.url ?? '/'}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        statuses.push(answer.statusCode ?? 0)
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(outgoing)
      },
    )
    incoming.pipe(passed)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  return { url: `http://127.0.0.1:${port}`, statuses, close: () => server.close() }
}
