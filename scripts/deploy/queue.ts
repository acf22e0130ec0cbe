import { must, refusalOf } from './failures.ts'
import type { Wrangler } from './wrangler.ts'

/** Finds the queue of this name, or creates it; tells whether it is new. */
export async function ensureQueue(wrangler: Wrangler, name: string): Promise<boolean> {
  const info = await wrangler(['queues', 'info', name])
  if (info.kind === 'done') return false
  if (!info.said.includes('does not exist')) throw refusalOf(info)
  await must(wrangler, ['queues', 'create', name])
  return true
}
