/**
 * Runs one of the project's commands on a machine that has only Node 20 and npm: installs what the
 * lock file names when it is not there yet, then hands over to the Node the project brings.
 * Plain JavaScript without imports of packages, for nothing else is there on the first run.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const ownNode = join(modules, 'node/bin/node')
const stamp = join(modules, '.despatch-installed')

const [task = '', ...args] = process.argv.slice(2)

function fail(line) {
  console.error(line)
  process.exit(1)
}

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`Despatch needs Node 20 or newer; this is ${process.version}.`)

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
if (installed !== wanted || !existsSync(ownNode)) {
  console.error('Installing packages (once, about half a minute) …')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.error) fail(`npm could not be run (${npm.error.message}): install npm and try again.`)
  if (npm.status !== 0) fail('The packages could not be installed; see what npm says above.')
  writeFileSync(stamp, wanted)
}

const child = spawn(ownNode, [join(root, 'scripts', `${task}.ts`), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [join(modules, 'node/bin'), join(modules, '.bin'), process.env.PATH].join(delimiter),
  },
})
let isEnding = false
// Ctrl-C reaches the child by itself, for it shares our terminal; kill does not.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    isEnding = true
    if (signal !== 'SIGINT') child.kill(signal)
  })
// Who kills npm ends it and its shell, and we are not told: the newsroom would go on and keep its port.
const parent = process.ppid
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => {
    if (isEnding || process.ppid === parent) return
    isEnding = true
    child.kill('SIGTERM')
  }, 500).unref()
child.on('error', (error) => fail(`${ownNode} could not be run: ${error.message}`))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
