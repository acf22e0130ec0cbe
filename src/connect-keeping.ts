import { d1Export } from './adapters/d1-export.ts'
import { d1Import } from './adapters/d1-import.ts'
import { d1Retention } from './adapters/d1-retention.ts'
import { EXPORT_LIMITS, RETENTION_POLICY, RETENTION_PREVIEW_LIMITS } from './config.ts'
import type { Door } from './domain/audit.ts'
import { exportPart, printPosition, readPosition } from './jobs/export-archive.ts'
import { abandonImport, importLines } from './jobs/import-archive.ts'
import { importWhole } from './jobs/import-whole.ts'
import { isRetentionDue, retain, type RetainDeps } from './jobs/retain.ts'
import { retentionPreview } from './jobs/retention-preview.ts'
import { underWay } from './jobs/under-way.ts'

interface KeepingDeps extends Pick<RetainDeps, 'settle' | 'now'> {
  siteUrl: string
}

/** What keeps a newsroom from growing for ever, and what carries it elsewhere. */
export function connectKeeping(db: D1Database, { siteUrl, settle, now }: KeepingDeps) {
  const retention = d1Retention(db)
  const retaining = { retention, settle, policy: RETENTION_POLICY, now }
  const exporting = { archive: d1Export(db), siteUrl, limits: EXPORT_LIMITS, now }
  const imports = d1Import(db)
  return {
    isRetentionDue: () => isRetentionDue(retaining),
    retain: () => retain(retaining),
    retentionRules: async () => (await retention.rules()).rules,
    retentionPreview: () => retentionPreview({ retention, limits: RETENTION_PREVIEW_LIMITS, now }),
    underWay: () => underWay({ retention, imports }),

    exportPart: async (after: string | undefined) => {
      const position = after === undefined ? undefined : readPosition(after)
      if (after !== undefined && !position) return undefined
      const { lines, next } = await exportPart(position, exporting)
      return {
        text: lines.map((line) => `${line}\n`).join(''),
        next: next && printPosition(next),
      }
    },

    importState: () => imports.state(),
    /** Until an import has ended, nothing else may write. */
    isImporting: async () => (await imports.state())?.isFinished === false,
    abandonImport: () => abandonImport({ archive: imports }),
    importing: (who: Door) => {
      const importing = { archive: imports, who, now }
      return {
        importWhole: (packed: Uint8Array) => importWhole(packed, importing),
        importLines: (archive: string, from: number, lines: readonly string[]) =>
          importLines(archive, from, lines, importing),
      }
    },
  }
}
