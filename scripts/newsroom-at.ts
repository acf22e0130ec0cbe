import { setTimeout as wait } from 'node:timers/promises'
import { buildWorker } from './build-worker.ts'
import { startLocalNewsroom } from './local-newsroom.ts'
import { Refusal, settings, type Settings } from './settings.ts'

/** A request of the operator's to a newsroom. */
export type Ask = (path: string, init?: { method: string; body: string }) => Promise<Response>

/** A newsroom that is being deployed, or a connection that is away, is back within a minute. */
const ATTEMPTS = 6

/** Asks until there is an answer that tells something. */
function asking(url: string, token: string): Ask {
  return async (path, init) => {
    for (let attempt = 1; ; attempt += 1) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(new URL(path, url), { ...init, headers }).catch(String)
      const isAnswer = typeof answer !== 'string'
      if (isAnswer && answer.status !== 429 && answer.status < 500) return answer
      if (attempt === ATTEMPTS) {
        const what = isAnswer
          ? `answered ${answer.status}: ${await answer.text()}`
          : `cannot be reached: ${answer}`
        throw new Refusal(`${url} ${what}\nRun the same command again: it goes on where it was.`)
      }
      const asked = isAnswer ? Number(answer.headers.get('retry-after')) : Number.NaN
      await wait(1000 * (asked > 0 ? asked : 2 ** (attempt - 1)))
    }
  }
}

/**
 * Does something with a newsroom that runs at a URL; without one, with the newsroom of STATE_DIR,
 * which runs for as long as that takes and polls nobody.
 */
export async function withNewsroom(
  option: '--from' | '--to',
  url: string | undefined,
  work: (ask: Ask) => Promise<void>,
): Promise<void> {
  const chosen = settings(process.env)
  if (url === undefined) return withOwn(chosen, work)
  if (!URL.canParse(url))
    throw new Refusal(`${option} must be the URL of a newsroom, not "${url}".`)
  if (chosen.isTokenNew) throw new Refusal('Set ADMIN_TOKEN to the token of that newsroom.')
  return work(asking(url, chosen.adminToken))
}

async function withOwn(chosen: Settings, work: (ask: Ask) => Promise<void>): Promise<void> {
  const local = await startLocalNewsroom(await buildWorker(), chosen)
  try {
    await work(asking(`http://127.0.0.1:${chosen.port}`, chosen.adminToken))
  } finally {
    await local.stop()
  }
}

/** The body of an answer, or a refusal that tells what the newsroom said. */
export async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const text = await answer.text()
  throw new Refusal(detailOf(text) ?? `the newsroom answered ${answer.status}: ${text}`)
}

function detailOf(text: string): string | undefined {
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said !== 'object' || said === null || !('detail' in said)) return undefined
    return typeof said.detail === 'string' ? said.detail : undefined
  } catch {
    return undefined
  }
}

/** Tells how far something is, not more often than somebody reads it. */
export function progress(what: string, tell: (line: string) => void = console.log) {
  let last = 0
  return (done: number, all: number) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    tell(`${what} ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`)
  }
}
