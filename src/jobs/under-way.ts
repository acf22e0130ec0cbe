import type { ImportState, ImportStore } from '../domain/archive-store.ts'
import type { RetentionStore } from '../domain/retention-store.ts'
import { scopesOf } from '../retention/rules.ts'

export interface UnderWayDeps {
  retention: Pick<RetentionStore, 'run' | 'rules'>
  imports: Pick<ImportStore, 'state'>
}

/** How far what takes many messages or requests is; null: nothing of the kind is under way. */
export interface UnderWay {
  retention: { begunAt: string; done: number; scopes: number; removed: number } | null
  import: { lines: number } | null
}

async function retentionProgress({ retention }: UnderWayDeps): Promise<UnderWay['retention']> {
  const run = await retention.run()
  if (run?.endedAt !== null) return null
  const scopes = scopesOf((await retention.rules()).rules).length
  const removed = Object.values(run.removed).reduce((sum, some) => sum + some, 0)
  // With other rules than it began with it is about to begin anew.
  return { begunAt: run.begunAt, done: Math.min(run.scope, scopes), scopes, removed }
}

const importProgress = (state: ImportState | undefined): UnderWay['import'] =>
  state?.isFinished === false ? { lines: state.lines } : null

export async function underWay(deps: UnderWayDeps): Promise<UnderWay> {
  const [retention, imported] = await Promise.all([retentionProgress(deps), deps.imports.state()])
  return { retention, import: importProgress(imported) }
}
