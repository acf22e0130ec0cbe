import { d1Retention } from './adapters/d1-retention.ts'
import { RETENTION_POLICY, RETENTION_PREVIEW_LIMITS } from './config.ts'
import { isRetentionDue, retain, type RetainDeps } from './jobs/retain.ts'
import { retentionPreview } from './jobs/retention-preview.ts'

/** What keeps a newsroom from growing for ever. */
export function connectKeeping(
  db: D1Database,
  { settle, now }: Pick<RetainDeps, 'settle' | 'now'>,
) {
  const retention = d1Retention(db)
  const retaining = { retention, settle, policy: RETENTION_POLICY, now }
  return {
    isRetentionDue: () => isRetentionDue(retaining),
    retain: () => retain(retaining),
    retentionPreview: () => retentionPreview({ retention, limits: RETENTION_PREVIEW_LIMITS, now }),
  }
}
