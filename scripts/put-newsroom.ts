import type { Newsroom } from '../src/domain/newsroom.ts'
import { readNewsroom } from './newsroom-files.ts'
import { Refusal } from './settings.ts'

/** Reads `data/`, or says in one line for each fault what is wrong and where. */
export async function newsroomFrom(dataDir: string): Promise<Newsroom> {
  const reading = await readNewsroom(dataDir)
  if (reading.kind === 'newsroom') return reading.newsroom
  const lines = reading.problems.map(
    ({ file, line, column, what }) => `${dataDir}/${file}:${line}:${column}: ${what}`,
  )
  throw new Refusal(`${lines.join('\n')}\nNothing of ${dataDir} was applied.`)
}

/** Makes a running newsroom match; returns what changed, as the newsroom tells it. */
export async function putNewsroom(newsroom: Newsroom, to: string, token: string): Promise<unknown> {
  const response = await fetch(new URL('/api/newsroom', to), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(newsroom),
  }).catch((error: unknown) => {
    throw new Refusal(`${to} cannot be reached: ${String(error)}`)
  })
  if (!response.ok) throw new Refusal(`${to} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
