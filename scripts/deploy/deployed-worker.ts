import * as v from 'valibot'
import { refusalOf } from './failures.ts'
import { jsonTold } from './json-told.ts'
import type { Wrangler } from './wrangler.ts'

const Deployment = v.object({ versions: v.array(v.object({ version_id: v.string() })) })

const Version = v.object({
  annotations: v.optional(v.record(v.string(), v.unknown()), {}),
  resources: v.object({
    bindings: v.array(
      v.looseObject({ type: v.string(), name: v.string(), text: v.optional(v.string()) }),
    ),
  }),
})

/** What the account says of a Worker that is there. */
export interface DeployedWorker {
  /** The digest it was uploaded with. */
  tag: string | undefined
  vars: Record<string, string>
  secrets: string[]
  /** Whether it has what a newsroom has: another Worker of this name must not be overwritten. */
  isNewsroom: boolean
}

/** The Worker has never been deployed: "This Worker does not exist on your account." */
const NOT_FOUND = new Set([10_007, 10_090])

const tagOf = (annotations: Record<string, unknown>) => {
  const tag = annotations['workers/tag']
  return typeof tag === 'string' ? tag : undefined
}

/** The Worker of this name as it runs now, or undefined when there is none. */
export async function deployedWorker(
  wrangler: Wrangler,
  name: string,
): Promise<DeployedWorker | undefined> {
  const status = await wrangler(['deployments', 'status', '--name', name, '--json'])
  if (status.kind === 'failed') {
    const isMissing = NOT_FOUND.has(status.code ?? 0) || status.said.includes('has no deployments')
    if (isMissing) return undefined
    throw refusalOf(status)
  }
  const [current] = jsonTold(Deployment, status.stdout, 'deployments status').versions
  if (current === undefined) return undefined
  const view = await wrangler(['versions', 'view', current.version_id, '--name', name, '--json'])
  if (view.kind === 'failed') throw refusalOf(view)
  const { annotations, resources } = jsonTold(Version, view.stdout, 'versions view')
  const { bindings } = resources
  const has = (type: string, binding: string) =>
    bindings.some((each) => each.type === type && each.name === binding)
  return {
    tag: tagOf(annotations),
    vars: Object.fromEntries(
      bindings.flatMap(({ type, name: variable, text }) =>
        type === 'plain_text' && text !== undefined ? [[variable, text]] : [],
      ),
    ),
    secrets: bindings.filter(({ type }) => type === 'secret_text').map((secret) => secret.name),
    isNewsroom: has('d1', 'DB') && has('queue', 'QUEUE'),
  }
}
