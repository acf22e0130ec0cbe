import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { checkArchive, linesInFile, type WholeArchive } from './archive-file.ts'
import { accepted, progress, withNewsroom, type Ask } from './newsroom-at.ts'
import { command } from './refusals.ts'
import { Refusal } from './settings.ts'

const State = v.object({
  import: v.nullable(v.object({ archive: v.string(), lines: v.number(), isFinished: v.boolean() })),
})

/** `npm run import -- --from FILE --to URL`: a newsroom from a file, into a fresh one. */
await command(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  const file = values.from
  if (file === undefined) throw new Refusal('Say where from: --from despatch.ndjson.gz')
  const whole = await checkArchive(file)
  await withNewsroom('--to', values.to, (ask) => sendLines(ask, file, whole))
  console.log(`${file}: ${whole.entries.toLocaleString('en')} entries are there.`)
})

async function sendLines(
  ask: Ask,
  file: string,
  { digest, lines: all }: WholeArchive,
): Promise<void> {
  const { import: found } = v.parse(State, await (await accepted(await ask('/api/import'))).json())
  const here = found?.archive === digest ? found.lines : 0
  const tell = progress('lines:')
  let from = 0
  for await (const lines of linesInFile(file)) {
    const isHere = from + lines.length <= here
    if (!isHere) {
      const body = `${lines.join('\n')}\n`
      await accepted(
        await ask(`/api/import?archive=${digest}&from=${from}`, { method: 'POST', body }),
      )
    }
    from += lines.length
    tell(from, all)
  }
}
