import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { SchemaPath } from './schema-path.ts'

/**
 * Lists that grow by adding a line, in `data/`. They belong to the Worker and are built into it; a
 * newsroom's own files say nothing of them.
 */

const Words = v.pipe(v.string(), v.nonEmpty())
const Host = v.pipe(v.string(), v.regex(/^(?:\*|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/))
const Path = v.pipe(v.string(), v.startsWith('/'))

const Origin = v.pipe(Words, v.description('Who says so: a key of `sources`, or words'))
const Sources = v.record(Words, Words)

const Parameter = closedObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9_-]+\*?$/),
    v.description('In small letters; `*` ends a prefix'),
  ),
  of: v.pipe(Words, v.description('Who uses it')),
  from: Origin,
})

export const TrackingParameters = closedObject({
  $schema: SchemaPath,
  about: Words,
  sources: Sources,
  parameters: v.array(Parameter),
  signatures: v.array(Parameter),
})

export const Trackers = closedObject({
  $schema: SchemaPath,
  about: Words,
  sources: Sources,
  trackers: v.array(closedObject({ host: Host, path: v.optional(Path), of: Words, from: Origin })),
})

export const Frames = closedObject({
  $schema: SchemaPath,
  about: Words,
  frames: v.array(
    closedObject({
      host: Host,
      path: Path,
      as: v.optional(v.pipe(Host, v.description('Shows the same and asks for less'))),
      referrer: v.optional(v.pipe(v.boolean(), v.description('It will not play without'))),
      of: Words,
    }),
  ),
})

export const Mirrors = closedObject({
  $schema: SchemaPath,
  about: Words,
  mirrors: v.array(closedObject({ host: Host, of: Host, why: Words })),
})

const SmallLetters = v.pipe(v.string(), v.regex(/^[^\p{Lu}]+$/u))

export const HeadlineWords = closedObject({
  $schema: SchemaPath,
  about: Words,
  common: v.array(SmallLetters),
  corrections: v.array(SmallLetters),
  labels: v.array(SmallLetters),
  particulars: v.array(SmallLetters),
})

export const Readers = closedObject({
  $schema: SchemaPath,
  about: Words,
  readers: v.array(
    closedObject({
      name: Words,
      link: v.pipe(
        v.string(),
        v.regex(/^(?:https|feed):\/\/[^{}]*\{(?:feed|address)\}$/),
        v.description('`{feed}`: the encoded address; `{address}`: as it is, without its scheme'),
      ),
      from: v.pipe(Words, v.description('Where the link is known from')),
    }),
  ),
})
