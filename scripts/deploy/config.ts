import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { ROOT } from '../settings.ts'

/** `wrangler.toml` with what is the account's own: git does not see it, and each deployment writes it anew. */
export const CONFIG = 'wrangler.deploy.json'

export interface Own {
  name: string
  queue: string
  databaseId: string
  /** A domain of the operator's own, served by Cloudflare. */
  domain: string | undefined
  vars: Record<string, string>
}

/** The members of `wrangler.toml` that name something of the account; all others go along as they are. */
const RawConfig = v.looseObject({
  name: v.string(),
  d1_databases: v.tuple([v.looseObject({ database_name: v.string(), database_id: v.string() })]),
  queues: v.object({
    producers: v.tuple([v.looseObject({ queue: v.string() })]),
    consumers: v.tuple([v.looseObject({ queue: v.string() })]),
  }),
  ratelimits: v.optional(v.array(v.looseObject({ namespace_id: v.string() }))),
})

/** Counters are kept by number within an account, so newsrooms of other names need numbers of their own. */
function namespaceOf(id: string, name: string, usual: string): string {
  if (name === usual) return id
  const digest = createHash('sha256').update(`${name} ${id}`).digest()
  return String(digest.readUInt32BE() % 1_000_000_000)
}

/** The configuration to deploy with. */
export function deployConfig(raw: unknown, own: Own): object {
  const usual = v.parse(RawConfig, raw)
  const [database] = usual.d1_databases
  const [producer] = usual.queues.producers
  const [consumer] = usual.queues.consumers
  return {
    ...usual,
    name: own.name,
    d1_databases: [{ ...database, database_name: own.name, database_id: own.databaseId }],
    queues: {
      producers: [{ ...producer, queue: own.queue }],
      consumers: [{ ...consumer, queue: own.queue }],
    },
    ...(usual.ratelimits && {
      ratelimits: usual.ratelimits.map((limit) => ({
        ...limit,
        namespace_id: namespaceOf(limit.namespace_id, own.name, usual.name),
      })),
    }),
    // Whoever subscribed before there was a domain goes on reading.
    workers_dev: true,
    preview_urls: false,
    ...(own.domain !== undefined && { routes: [{ pattern: own.domain, custom_domain: true }] }),
    vars: own.vars,
  }
}

/** Writes the configuration; returns it as text. */
export async function writeConfig(own: Own): Promise<string> {
  const { rawConfig } = readRawConfig({ config: join(ROOT, 'wrangler.toml') })
  const text = `${JSON.stringify(deployConfig(rawConfig, own), null, 2)}\n`
  await writeFile(join(ROOT, CONFIG), text)
  return text
}
