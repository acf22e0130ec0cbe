import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { GazetteerFile } from '../src/domain/gazetteer.ts'
import {
  Frames,
  HeadlineWords,
  Mirrors,
  Readers,
  Trackers,
  TrackingParameters,
} from '../src/domain/lists.ts'
import { NewsroomFile, SourcesFile } from '../src/domain/newsroom.ts'
import { FrontMatter } from '../src/domain/own-entry.ts'
import { TopicFile } from '../src/domain/topic.ts'
import { openApiDocument } from './openapi/document.ts'

/**
 * The schemas that the files of a newsroom name in `$schema`, so that editors complete and check
 * them. They say what a file's author writes; checks that JSON Schema has no words for are left to
 * the reading. `node scripts/schemas.ts` writes them anew, and the description of the API with them.
 */
const FILES: Record<string, { title: string; schema: GenericSchema }> = {
  'newsroom.schema.json': { title: 'What a newsroom says of itself', schema: NewsroomFile },
  'topic.schema.json': { title: 'A topic and its rule', schema: TopicFile },
  'gazetteer.schema.json': { title: 'Places that topics refer to', schema: GazetteerFile },
  'sources.schema.json': { title: 'The feeds a newsroom polls', schema: SourcesFile },
  'entry.schema.json': { title: 'The front matter of an own entry', schema: FrontMatter },
  'tracking-parameters.schema.json': {
    title: 'Parameters taken out of links',
    schema: TrackingParameters,
  },
  'trackers.schema.json': { title: 'Where pictures count readers', schema: Trackers },
  'mirrors.schema.json': { title: 'Hosts that serve the same pages', schema: Mirrors },
  'headline-words.schema.json': {
    title: 'What stands in headlines beside the news',
    schema: HeadlineWords,
  },
  'frames.schema.json': { title: 'Players an entry may show', schema: Frames },
  'readers.schema.json': { title: 'Feed readers that a link can give a feed to', schema: Readers },
}

/** Each schema file's name and text. */
export function schemaFiles(): Map<string, string> {
  return new Map(
    Object.entries(FILES).map(([name, { title, schema }]) => {
      const { $schema, ...rest } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' })
      return [name, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`]
    }),
  )
}

/** What `/openapi.json` serves, as the file has it. */
export const openApiText = () => `${JSON.stringify(openApiDocument(), null, 2)}\n`

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../data/schemas')
  await mkdir(folder, { recursive: true })
  for (const [name, text] of schemaFiles()) await writeFile(join(folder, name), text)
  await writeFile(join(import.meta.dirname, '../src/contract/openapi.json'), openApiText())
}
