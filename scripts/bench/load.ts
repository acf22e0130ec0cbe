import { connect } from 'node:net'

/** One question, asked again and again. */
export interface Asked {
  port: number
  path: string
  headers?: Record<string, string>
}

const CONNECTIONS = 16

const requestText = ({ port, path, headers = {} }: Asked) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n')

/** How long an answer is that begins with these bytes; undefined while its head is not whole. */
function answerLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = /^content-length: (\d+)/im.exec(bytes.toString('latin1', 0, end))?.[1]
  return end + 4 + Number(length ?? 0)
}

/** One connection that asks again as soon as it is answered, until `isOver`; gives how often it was. */
function ask(asked: Asked, isOver: () => boolean): Promise<number> {
  const request = requestText(asked)
  return new Promise((resolve, reject) => {
    const socket = connect(asked.port, '127.0.0.1', () => socket.write(request))
    let answers = 0
    let received = 0
    let expected: number | undefined
    socket.setNoDelay(true)
    socket.on('error', reject)
    // The head comes in one piece from workerd; of the body only the length is looked at.
    socket.on('data', (chunk) => {
      expected ??= answerLength(chunk)
      received += chunk.length
      if (expected === undefined || received < expected) return
      answers++
      received = 0
      expected = undefined
      if (isOver()) {
        socket.destroy()
        resolve(answers)
      } else socket.write(request)
    })
  })
}

/** How many answers come in a second when several connections ask as fast as they are answered. */
export async function answersPerSecond(asked: Asked, seconds: number): Promise<number> {
  const start = performance.now()
  const isOver = () => performance.now() - start > seconds * 1000
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(asked, isOver)))
  return counts.reduce((a, b) => a + b, 0) / ((performance.now() - start) / 1000)
}
