import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freePort, waitFor } from '../support/started.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Written by the first npm start or npm test; without it, this would install anew what others use. */
const isInstalled = existsSync(join(ROOT, 'node_modules/.despatch-installed'))

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )

it.skipIf(!isInstalled)('who kills npm ends the newsroom too, and its port is free', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'despatch-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      STATE_DIR: stateDir,
      DATA_DIR: join(ROOT, 'tests/fixtures/newsroom'),
      ADMIN_TOKEN: 'token-of-the-tests',
      POLLING: 'off',
    },
    stdio: 'ignore',
  })
  await waitFor(() => answers(url), 60)

  npm.kill('SIGTERM')

  await waitFor(async () => !(await answers(url)), 20)
  expect(await answers(url)).toBe(false)
  await rm(stateDir, { recursive: true, force: true, maxRetries: 5 })
})
