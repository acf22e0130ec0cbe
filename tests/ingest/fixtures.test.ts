import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'

/** What a document is read as. A member that is null must be absent. */
interface Expected {
  about: string
  parsed?: object
  feed?: object
  ids?: (string | null)[]
  entries: object[]
  /** All of them, in order, or any. */
  faults?: string[]
}

const folder = join(import.meta.dirname, '../fixtures/feeds')
const fixtures = globSync('*.xml', { cwd: folder })
  .sort()
  .map((file) => {
    const expected = readFileSync(join(folder, file.replace('.xml', '.json')), 'utf8')
    const read: Expected = JSON.parse(expected, (_, value: unknown) => value ?? undefined)
    return { file, expected: read, about: read.about, absent: absentMembers(JSON.parse(expected)) }
  })

/** JSON cannot say `undefined`: `entries[1].url`. */
function absentMembers({ entries = [] }: { entries?: object[] }): string[] {
  return entries.flatMap((entry, index) =>
    Object.entries(entry).flatMap(([name, value]) =>
      value === null ? [`entries[${index}].${name}`] : [],
    ),
  )
}

describe('a document in tests/fixtures/feeds', () => {
  it.each(fixtures)('$file: $about', async ({ file, expected, absent }) => {
    const body = readFileSync(join(folder, file))
    const outcome = await readDocument({ url: 'https://fixture.example/feed', body })
    if (outcome.kind !== 'feed') throw new Error(outcome.what)
    const { feed, entries, faults } = outcome.document
    const read = {
      parsed: feed,
      feed: normalizeFeed(feed),
      entries: entries.map((entry) => normalizeEntry(entry, feed).content),
    }

    expect(read).toMatchObject({
      entries: expected.entries,
      ...(expected.feed && { feed: expected.feed }),
      ...(expected.parsed && { parsed: expected.parsed }),
    })
    expect(entries.map(({ id }) => id)).toEqual(
      expected.ids ? expected.ids.map((id) => id ?? undefined) : entries.map(({ id }) => id),
    )
    for (const path of absent) expect(read).not.toHaveProperty(path)
    expect(faults.map(({ what }) => what)).toEqual(
      expected.faults ?? faults.map(({ what }) => what),
    )
  })
})
