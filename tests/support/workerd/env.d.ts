import type { D1Migration } from '@cloudflare/vitest-plugin'
import type { Env as WorkerEnv } from '../../../src/connect.ts'
import type * as worker from '../../../src/index.ts'

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      MIGRATIONS: D1Migration[]
    }
    interface GlobalProps {
      mainModule: typeof worker
    }
  }
}
