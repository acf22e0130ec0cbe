import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { applyData } from './apply/apply-data.ts'
import { newsroomAt } from './apply/newsroom-at.ts'
import { tokenFor } from './apply/token-for.ts'
import { asker } from './ask.ts'
import { newsroomFrom } from './put-newsroom.ts'
import { command } from './refusals.ts'
import { portOf, Refusal, ROOT } from './settings.ts'

/** What `--dry-run` exits with when something differs, so that a script can tell; refusals are 1. */
const DIFFERS = 2

/** `npm run apply -- --to URL [--dry-run] [--yes]`: makes a running newsroom match `data/`. */
await command(async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  })
  const { env } = process
  const to = values.to ?? `http://127.0.0.1:${portOf(env['PORT'] || '8787')}`
  if (!URL.canParse(to)) throw new Refusal(`--to must be the URL of a newsroom, not "${to}".`)
  const newsroom = await newsroomFrom(env['DATA_DIR'] || join(ROOT, 'data'))
  const at = newsroomAt(to, await tokenFor(new URL(to), env))
  const isDryRun = values['dry-run']
  const { words, differs } = await applyData(newsroom, at, {
    isDryRun,
    isYes: values.yes,
    ask: asker(),
    print: (line) => console.log(`  ${line}`),
  })
  console.log(`${to}: ${words}.`)
  if (isDryRun && differs) process.exitCode = DIFFERS
})
