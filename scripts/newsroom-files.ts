import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import * as v from 'valibot'
import {
  type Newsroom,
  NewsroomMetadata,
  type Repetition,
  SourcesFile,
  repetitions,
} from '../src/domain/newsroom.ts'
import { FrontMatter, type OwnEntry } from '../src/domain/own-entry.ts'
import { Slug } from '../src/domain/own-text.ts'
import { Topic } from '../src/domain/topic.ts'
import { type Problem, type Read, broken, check, errorCode, textOf } from './checked-file.ts'
import { type PlacedDocument, placedJson, placedYaml } from './placed-document.ts'

export type NewsroomReading =
  | { kind: 'newsroom'; newsroom: Newsroom }
  | { kind: 'broken'; problems: Problem[] }

async function readNewsroomFile(dir: string): Promise<Read<NewsroomMetadata>> {
  const file = 'newsroom.json'
  const read = await textOf(dir, file)
  return 'what' in read
    ? broken(file, read.what)
    : check(file, placedJson(read.text), NewsroomMetadata)
}

/** A bare list is taken for the only member it could be; its places are those of the list. */
function namedList(document: PlacedDocument): PlacedDocument {
  if (document.kind === 'broken' || !Array.isArray(document.value)) return document
  const { value, placeOf } = document
  return {
    kind: 'parsed',
    value: { sources: value },
    placeOf: (path, isName) => placeOf(path.slice(1), isName),
  }
}

async function readSources(dir: string): Promise<Read<v.InferOutput<typeof SourcesFile>>> {
  const file = 'sources.json'
  const read = await textOf(dir, file)
  return 'what' in read
    ? broken(file, read.what)
    : check(file, namedList(placedJson(read.text)), SourcesFile)
}

/** A folder's file and its slug must agree; most files leave the slug to their name. */
function named<T extends { slug: string }>(read: Read<T>, slug: string): Read<T> {
  if (read.kind === 'broken' || read.value.slug === slug) return read
  const { file, placeOf } = read
  const what = `expected "${slug}", the name of the file, or nothing`
  return { kind: 'broken', problems: [{ file, ...placeOf(['slug']), what }] }
}

async function readTopic(dir: string, file: string, slug: string): Promise<Read<Topic>> {
  const read = await textOf(dir, file)
  return 'what' in read
    ? broken(file, read.what)
    : named(
        check(file, placedJson(read.text), Topic, (value) => ({ slug, ...value })),
        slug,
      )
}

/** Between two lines of three hyphens, at the very top; then the Markdown. */
const FRONT_MATTER =
  /^(?<open>---[ \t]*\r?\n)(?<yaml>.*?\r?\n|)---[ \t]*(?:\r?\n(?<markdown>.*))?$/s

async function readEntry(dir: string, file: string, slug: string): Promise<Read<OwnEntry>> {
  const read = await textOf(dir, file)
  if ('what' in read) return broken(file, read.what)
  const parts = FRONT_MATTER.exec(read.text)?.groups
  if (parts === undefined)
    return broken(file, 'expected front matter: a line ---, members in YAML, a line ---')
  // An empty first line in place of the opening hyphens keeps the places of the file.
  const checked = check(file, placedYaml(`\n${parts['yaml'] ?? ''}`), FrontMatter)
  if (checked.kind === 'broken') return checked
  const markdown = (parts['markdown'] ?? '').trim()
  const value = { ...checked.value, slug: checked.value.slug ?? slug, markdown }
  return named({ ...checked, value }, slug)
}

/** Every file of a folder, in order of name; files that hide are not ours. */
async function readFolder<T>(
  dir: string,
  folder: string,
  extension: string,
  read: (dir: string, file: string, slug: string) => Promise<Read<T>>,
): Promise<Read<T>[]> {
  const names = (await readdir(join(dir, folder))).filter((name) => !name.startsWith('.')).sort()
  return Promise.all(
    names.map(async (name) => {
      const file = `${folder}/${name}`
      const slug = basename(name, extension)
      if (extname(name) !== extension) return broken(file, `expected only ${extension} files here`)
      return v.is(Slug, slug)
        ? read(dir, file, slug)
        : broken(file, 'expected a file name of a to z, 0 to 9 and single hyphens: it is the slug')
    }),
  )
}

const noFolder = (folder: string, what: string) => async (error: unknown) => {
  const why = errorCode(error) === 'ENOENT' ? what : `cannot be read (${errorCode(error)})`
  return [broken(folder, why)]
}

/** Problems of the set that no file has by itself, each at its second appearance. */
function repeated(
  newsroom: Newsroom,
  files: Record<Repetition['path'][0], (index: number) => Read<unknown> | undefined>,
): Problem[] {
  return repetitions(newsroom).flatMap(({ path, what }) => {
    const read = files[path[0]](path[1])
    if (read?.kind !== 'good') return []
    const within = path[0] === 'sources' ? path : path.slice(2)
    return [{ file: read.file, ...read.placeOf(within), what }]
  })
}

/** Reads a newsroom's folder. One problem anywhere, and there is no newsroom, only all problems. */
export async function readNewsroom(dir: string): Promise<NewsroomReading> {
  try {
    await readdir(dir)
  } catch (error) {
    const what = ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
      ? 'expected a folder with a newsroom, and there is none'
      : `cannot be read (${errorCode(error)})`
    return broken(dir, what)
  }
  const [newsroom, sources, topics, entries] = await Promise.all([
    readNewsroomFile(dir),
    readSources(dir),
    readFolder(dir, 'topics', '.json', readTopic).catch(
      noFolder('topics', 'expected a folder with one file for each topic, and there is none'),
    ),
    readFolder(dir, 'entries', '.md', readEntry).catch(async (error: unknown) =>
      // A newsroom without entries of its own needs no folder for them.
      errorCode(error) === 'ENOENT' ? [] : [broken('entries', errorCode(error))],
    ),
  ])
  const all: Read<unknown>[] = [newsroom, sources, ...topics, ...entries]
  const problems = all.flatMap((read) => (read.kind === 'broken' ? read.problems : []))
  if (newsroom.kind === 'broken' || sources.kind === 'broken' || problems.length > 0)
    return { kind: 'broken', problems }
  const good = <T>(reads: readonly Read<T>[]) =>
    reads.flatMap((read) => (read.kind === 'good' ? [read.value] : []))
  const whole: Newsroom = {
    newsroom: newsroom.value,
    topics: good(topics),
    sources: sources.value.sources,
    entries: good(entries),
  }
  const repeatedProblems = repeated(whole, {
    topics: (index) => topics[index],
    sources: () => sources,
    entries: (index) => entries[index],
  })
  return repeatedProblems.length > 0
    ? { kind: 'broken', problems: repeatedProblems }
    : { kind: 'newsroom', newsroom: whole }
}
