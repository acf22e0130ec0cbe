import { parseArgs } from 'node:util'
import { newsroomFrom, putNewsroom } from './put-newsroom.ts'
import { command } from './refusals.ts'
import { Refusal, settings } from './settings.ts'

/** `npm run apply -- --to URL`: makes a running newsroom match `data/`. */
await command(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' } } })
  const { dataDir, adminToken, isTokenNew, port } = settings(process.env)
  const to = values.to ?? `http://127.0.0.1:${port}`
  if (!URL.canParse(to)) throw new Refusal(`--to must be the URL of a newsroom, not "${to}".`)
  if (isTokenNew) throw new Refusal('Set ADMIN_TOKEN to the token of the newsroom to change.')
  const newsroom = await newsroomFrom(dataDir)
  console.log(JSON.stringify(await putNewsroom(newsroom, to, adminToken), null, 2))
})
