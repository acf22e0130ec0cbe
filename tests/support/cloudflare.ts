import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'

const ACCOUNT = 'a'.repeat(32)

interface Binding {
  type: string
  name: string
  text?: string
}

interface WorkerVersion {
  id: string
  bindings: Binding[]
  annotations: Record<string, string>
}

/** What the account holds. */
interface CloudflareAccount {
  databases: Map<string, DatabaseSync>
  queues: Map<string, { consumer?: string }>
  workers: Map<string, WorkerVersion>
  /** Values of secrets by Worker and name, which the API itself never tells. */
  secrets: Map<string, string>
  crons: Map<string, string[]>
  domains: Map<string, string>
}

/** Cloudflare's API, as far as wrangler asks it for a deployment; what a test wants otherwise, it answers first. */
export interface Cloudflare {
  url: string
  account: CloudflareAccount
  /** `POST /d1/database` and the like, reads left out. */
  written: string[]
  /** Asked before each request is done; what it returns is the answer instead. */
  instead: (request: { method: string; path: string }) => Answer | undefined | Promise<undefined>
  close: () => Promise<void>
}

interface Answer {
  status: number
  body: object
}

const ok = (result: unknown): Answer => ({
  status: 200,
  body: { success: true, errors: [], messages: [], result },
})
const list = (result: unknown[]): Answer => ({
  status: 200,
  body: {
    ...ok(result).body,
    result_info: { page: 1, per_page: 100, count: result.length, total_count: result.length },
  },
})
export const refused = (status: number, code: number, message: string): Answer => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
})
const noWorker = refused(404, 10_007, 'This Worker does not exist on your account.')

interface Asked {
  method: string
  path: string
  query: URLSearchParams
  text: string
  form: () => Promise<FormData>
}

/** What the database answers to one text of SQL. */
function queried(database: DatabaseSync, sql: string): Answer {
  const isRead = /^\s*SELECT/i.test(sql)
  if (!isRead) database.exec(sql)
  const results = isRead ? database.prepare(sql).all() : []
  return ok([{ results, success: true, meta: { duration: 1 } }])
}

function d1({ method, path, text }: Asked, { databases }: CloudflareAccount): Answer {
  const shown = (name: string) => ({ name, uuid: `uuid-of-${name}`, version: 'production' })
  const [, uuid, query] = /^\/d1\/database\/([^/]+)(\/query)?$/.exec(path) ?? []
  const database = databases.get(uuid?.replace('uuid-of-', '') ?? '')
  if (uuid === undefined && method === 'POST') {
    const { name } = JSON.parse(text) as { name: string }
    databases.set(name, new DatabaseSync(':memory:'))
    return ok(shown(name))
  }
  if (uuid === undefined) return list([...databases.keys()].map(shown))
  if (database === undefined) return refused(404, 7404, 'The database was not found.')
  return query === undefined
    ? ok(shown(uuid.replace('uuid-of-', '')))
    : queried(database, (JSON.parse(text) as { sql: string }).sql)
}

function queuesApi({ method, path, query, text }: Asked, { queues }: CloudflareAccount): Answer {
  const shown = (name: string) => ({
    queue_name: name,
    queue_id: `id-of-${name}`,
    producers: [],
    producers_total_count: 0,
    consumers: queues.get(name)?.consumer
      ? [{ type: 'worker', script: queues.get(name)?.consumer, consumer_id: 'consumer' }]
      : [],
    consumers_total_count: queues.get(name)?.consumer ? 1 : 0,
  })
  const name = /^\/queues\/id-of-([^/]+)/.exec(path)?.[1]
  const isConsumers = path.includes('/consumers')
  const body = (text === '' ? {} : JSON.parse(text)) as { queue_name: string; script_name: string }
  if (name !== undefined && isConsumers && method !== 'GET')
    queues.set(name, { consumer: body.script_name })
  if (name !== undefined) return ok(isConsumers ? shown(name).consumers : shown(name))
  if (method === 'POST') queues.set(body.queue_name, {})
  if (method === 'POST') return ok(shown(body.queue_name))
  const asked = query.get('name')
  return ok([...queues.keys()].filter((each) => asked === null || each === asked).map(shown))
}

/** A version is what its upload says, and the secrets of the one before it. */
async function uploaded({ form }: Asked, name: string, account: CloudflareAccount) {
  const part = (await form()).get('metadata')
  const text = part instanceof Blob ? await part.text() : (part ?? '{}')
  const metadata = JSON.parse(text) as {
    bindings: Binding[]
    annotations: Record<string, string>
  }
  for (const binding of metadata.bindings)
    if (binding.type === 'secret_text')
      account.secrets.set(`${name} ${binding.name}`, binding.text ?? '')
  const before = account.workers.get(name)?.bindings ?? []
  const kept = before.filter(
    (old) =>
      old.type === 'secret_text' && !metadata.bindings.some((each) => each.name === old.name),
  )
  const id = String(account.workers.size + 1).padStart(32, '0')
  account.workers.set(name, {
    id,
    annotations: metadata.annotations,
    bindings: [...metadata.bindings, ...kept].map((binding) =>
      binding.type === 'secret_text' ? { type: binding.type, name: binding.name } : binding,
    ),
  })
  return ok({ id: name, deployment_id: id, startup_time_ms: 3, number: 1, metadata: {} })
}

async function workersApi(asked: Asked, account: CloudflareAccount): Promise<Answer> {
  const { method, path, text } = asked
  const [, kind, name = '', rest = ''] =
    /^\/workers\/(scripts|services|workers|subdomain|domains)(?:\/([^/]+))?(.*)$/.exec(path) ?? []
  if (kind === 'subdomain') return ok({ subdomain: 'newsdesk' })
  const worker = account.workers.get(name)
  if (kind === 'scripts' && method === 'PUT' && rest === '') return uploaded(asked, name, account)
  if (worker === undefined) return noWorker
  const script = { id: name, tag: 'tag', tags: [], last_deployed_from: 'wrangler' }
  if (kind === 'services')
    return ok({ id: name, default_environment: { environment: 'production', script } })
  const subdomain = { enabled: true, previews_enabled: false }
  if (kind === 'workers') return ok({ id: name, name, subdomain })
  if (rest === '/subdomain') return ok(subdomain)
  if (rest === '/deployments' && method === 'GET')
    return ok({ deployments: [{ versions: [{ version_id: worker.id, percentage: 100 }] }] })
  if (rest.startsWith('/versions/'))
    return ok({
      id: worker.id,
      metadata: { created_on: '2026-11-23T00:00:00Z' },
      annotations: worker.annotations,
      resources: { bindings: worker.bindings, script: {}, script_runtime: {} },
    })
  if (rest === '/settings') return ok({ bindings: worker.bindings })
  if (rest === '/secrets') return ok(worker.bindings.filter(({ type }) => type === 'secret_text'))
  if (rest === '/schedules')
    account.crons.set(
      name,
      (JSON.parse(text) as { cron: string }[]).map(({ cron }) => cron),
    )
  if (rest.startsWith('/domains/changeset'))
    return ok({ added: [], removed: [], updated: [], conflicting: [] })
  if (rest === '/domains/records')
    for (const { hostname } of (JSON.parse(text) as { origins: { hostname: string }[] }).origins)
      account.domains.set(hostname, name)
  return ok({})
}

async function answer(asked: Asked, account: CloudflareAccount): Promise<Answer> {
  const own = [{ id: ACCOUNT, name: 'The Newsdesk' }]
  if (asked.path === '/user/tokens/verify') return ok({ id: 'token', status: 'active' })
  if (asked.path === '/user') return ok({ email: 'desk@example.org' })
  if (asked.path === '/accounts') return list(own)
  if (asked.path === '/memberships') return list(own.map((one) => ({ id: 'member', account: one })))
  const within = { ...asked, path: asked.path.replace(`/accounts/${ACCOUNT}`, '') }
  if (within.path.startsWith('/d1/')) return d1(within, account)
  if (within.path.startsWith('/queues')) return queuesApi(within, account)
  if (within.path.startsWith('/workers/')) return workersApi(within, account)
  return refused(404, 7003, `Could not route to ${asked.path}`)
}

/** Reads that are sent as a POST. */
const isRead = (method: string, { path, text }: Pick<Asked, 'path' | 'text'>) =>
  method === 'GET' || (path.endsWith('/query') && /"\s*SELECT/i.test(text))

export async function cloudflare(): Promise<Cloudflare> {
  const account: CloudflareAccount = {
    databases: new Map(),
    queues: new Map(),
    workers: new Map(),
    secrets: new Map(),
    crons: new Map(),
    domains: new Map(),
  }
  const here: Cloudflare = {
    url: '',
    account,
    written: [],
    instead: () => undefined,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://cloudflare')
      const bytes = Buffer.concat(await Readable.from(request).toArray())
      const asked: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        text: bytes.toString(),
        form: () =>
          new Response(bytes, {
            headers: { 'content-type': request.headers['content-type'] ?? '' },
          }).formData(),
      }
      const short = asked.path.replace(`/accounts/${ACCOUNT}`, '')
      if (!isRead(asked.method, asked)) here.written.push(`${asked.method} ${short}`)
      const { status, body } =
        (await here.instead({ method: asked.method, path: short })) ??
        (await answer(asked, account))
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  here.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return here
}
