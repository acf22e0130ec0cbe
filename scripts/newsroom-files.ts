import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import * as v from 'valibot'
import { Gazetteer } from '../src/domain/gazetteer.ts'
import {
  type Newsroom,
  NewsroomMetadata,
  type Repetition,
  SourcesFile,
  repetitions,
  unknownGazetteers,
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

/** Reads a JSON file that may leave its slug to its name. */
const slugged =
  <S extends typeof Topic | typeof Gazetteer>(schema: S) =>
  async (dir: string, file: string, slug: string): Promise<Read<v.InferOutput<S>>> => {
    const read = await textOf(dir, file)
    return 'what' in read
      ? broken(file, read.what)
      : named(
          check<S>(file, placedJson(read.text), schema, (value) => ({ slug, ...value })),
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

/** A folder that a newsroom may do without. */
const optionalFolder = (folder: string) => async (error: unknown) =>
  errorCode(error) === 'ENOENT' ? [] : [broken(folder, errorCode(error))]

const noFolder = (folder: string, what: string) => async (error: unknown) => {
  const why = errorCode(error) === 'ENOENT' ? what : `cannot be read (${errorCode(error)})`
  return [broken(folder, why)]
}

/** Problems of the set that no file has by itself: what is there twice, each at its second appearance. */
function problemsOfTheSet(
  newsroom: Newsroom,
  files: Record<Repetition['path'][0], (index: number) => Read<unknown> | undefined>,
): Problem[] {
  const known = newsroom.gazetteers?.map(({ slug }) => slug) ?? []
  const problems = [...repetitions(newsroom), ...unknownGazetteers(newsroom.topics, known)]
  return problems.flatMap(({ path, what }) => {
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
  const [newsroom, sources, topics, gazetteers, entries] = await Promise.all([
    readNewsroomFile(dir),
    readSources(dir),
    readFolder(dir, 'topics', '.json', slugged(Topic)).catch(
      noFolder('topics', 'expected a folder with one file for each topic, and there is none'),
    ),
    readFolder(dir, 'gazetteers', '.json', slugged(Gazetteer)).catch(optionalFolder('gazetteers')),
    readFolder(dir, 'entries', '.md', readEntry).catch(optionalFolder('entries')),
  ])
  const all: Read<unknown>[] = [newsroom, sources, ...topics, ...gazetteers, ...entries]
  const problems = all.flatMap((read) => (read.kind === 'broken' ? read.problems : []))
  if (newsroom.kind === 'broken' || sources.kind === 'broken' || problems.length > 0)
    return { kind: 'broken', problems }
  const good = <T>(reads: readonly Read<T>[]) =>
    reads.flatMap((read) => (read.kind === 'good' ? [read.value] : []))
  const whole: Newsroom = {
    newsroom: newsroom.value,
    topics: good(topics),
    gazetteers: good(gazetteers),
    sources: sources.value.sources,
    entries: good(entries),
  }
  const setProblems = problemsOfTheSet(whole, {
    topics: (index) => topics[index],
    gazetteers: (index) => gazetteers[index],
    sources: () => sources,
    entries: (index) => entries[index],
  })
  return setProblems.length > 0
    ? { kind: 'broken', problems: setProblems }
    : { kind: 'newsroom', newsroom: whole }
}
