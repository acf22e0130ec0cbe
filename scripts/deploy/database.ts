import * as v from 'valibot'
import { Refusal } from '../settings.ts'
import { must } from './failures.ts'
import { jsonTold } from './json-told.ts'
import type { Wrangler } from './wrangler.ts'

const Databases = v.array(v.object({ name: v.string(), uuid: v.string() }))

async function idOf(wrangler: Wrangler, name: string): Promise<string | undefined> {
  const { stdout } = await must(wrangler, ['d1', 'list', '--json'])
  return jsonTold(Databases, stdout, 'd1 list --json').find((each) => each.name === name)?.uuid
}

/** Finds the database of this name, or creates it. */
export async function ensureDatabase(
  wrangler: Wrangler,
  name: string,
): Promise<{ id: string; isNew: boolean }> {
  const found = await idOf(wrangler, name)
  if (found !== undefined) return { id: found, isNew: false }
  await must(wrangler, ['d1', 'create', name])
  const created = await idOf(wrangler, name)
  if (created === undefined)
    throw new Refusal(`The database "${name}" was created and is not listed; run this again.`)
  return { id: created, isNew: true }
}
