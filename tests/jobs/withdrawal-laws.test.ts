import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  poll,
  rss,
  serves,
  world,
  type JsonItem,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://rail.example/feed'
/** Few, so that much happens to each; no two alike, so that each is a story of its own. */
const FOREIGN = ['Apples ripen', 'Bridges freeze'] as const
const OWN = ['elm', 'fir'] as const
const NAMES = [...FOREIGN, ...OWN]
type Name = (typeof NAMES)[number]

type Step =
  | { kind: 'poll'; items: { title: (typeof FOREIGN)[number]; text: string; id: string }[] }
  | { kind: 'apply'; entries: { slug: (typeof OWN)[number]; text: string; isDraft: boolean }[] }
  | { kind: 'withdraw' | 'restore'; name: Name }

const text = fc.constantFrom('train one', 'train two', 'ship three')
const polled = fc.record({
  kind: fc.constant('poll' as const),
  items: fc
    .subarray([...FOREIGN], { minLength: 1 })
    .chain((titles) =>
      fc.tuple(
        ...titles.map((title) =>
          fc.record({ title: fc.constant(title), text, id: fc.constantFrom('', ' anew') }),
        ),
      ),
    ),
})
const applied = fc.record({
  kind: fc.constant('apply' as const),
  entries: fc
    .subarray([...OWN])
    .chain((slugs) =>
      fc.tuple(
        ...slugs.map((slug) => fc.record({ slug: fc.constant(slug), text, isDraft: fc.boolean() })),
      ),
    ),
})
const said = (kind: 'withdraw' | 'restore') =>
  fc.record({ kind: fc.constant(kind), name: fc.constantFrom(...NAMES) })

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: polled, weight: 3 },
  { arbitrary: applied, weight: 2 },
  { arbitrary: said('withdraw'), weight: 3 },
  { arbitrary: said('restore'), weight: 1 },
)

/** Everything is there and shown, so that every word of the operator's has something to be said of. */
const BEGINNING: Step[] = [
  { kind: 'poll', items: FOREIGN.map((title) => ({ title, text: 'train one', id: '' })) },
  { kind: 'apply', entries: OWN.map((slug) => ({ slug, text: 'train one', isDraft: false })) },
]

const isOwn = (name: Name) => OWN.some((slug) => slug === name)

/** What the newsroom should be. */
interface Model {
  foreign: Map<string, string>
  own: Map<string, { text: string; isDraft: boolean }>
  withheld: Set<Name>
}

async function keyOf(name: Name) {
  if (isOwn(name)) return name
  const row = await env.DB.prepare(
    `SELECT key FROM entries WHERE source = 'rail' AND head ->> 'title' = ?`,
  )
    .bind(name)
    .first()
  return String(row?.['key'])
}

function must({ status }: Response, ...expectedStatuses: number[]) {
  if (!expectedStatuses.includes(status)) throw new Error(`it was answered with ${status}`)
}

async function take(taken: Step, model: Model) {
  switch (taken.kind) {
    case 'poll': {
      const items = taken.items.map(({ title, text: words, id }) => ({
        title,
        text: words,
        id: `urn:x:${title}${id}`,
      }))
      world({ [FEED]: serves(rss(items)) })
      await poll('rail')
      for (const { title, text: words } of taken.items) model.foreign.set(title, words)
      return
    }
    case 'apply': {
      const entries = taken.entries.map(({ slug, text: markdown, isDraft }) => ({
        slug,
        title: `Our ${slug}`,
        published: '2026-11-01',
        markdown,
        draft: isDraft,
      }))
      must(await applyNewsroom({ entries }), 200)
      model.own = new Map(taken.entries.map((entry) => [entry.slug, entry]))
      return
    }
    case 'withdraw':
    case 'restore': {
      const withdrawn = taken.kind === 'withdraw' ? {} : null
      const key = await keyOf(taken.name)
      // What only its source has withdrawn is not the operator's to restore.
      must(await operate('PATCH', `/api/entries/${key}`, { withdrawn }), 200, 409)
      if (withdrawn) model.withheld.add(taken.name)
      else model.withheld.delete(taken.name)
      return
    }
    default:
      taken satisfies never
  }
}

/** Title and text of all that should be shown. */
function expected({ foreign, own, withheld }: Model): string[] {
  const theirs = [...foreign].map(([name, words]) => ({ name, title: name, words, isDraft: false }))
  const ours = [...own].map(([name, { text: words, isDraft }]) => ({
    name,
    title: `Our ${name}`,
    words,
    isDraft,
  }))
  return [...theirs, ...ours]
    .filter(({ name, isDraft }) => !isDraft && !withheld.has(name as Name))
    .map(({ title, words }) => `${title}: ${words}`)
    .toSorted()
}

const plain = (html: string) => html.replaceAll(/<[^>]+>/g, '')

async function shown(path: string) {
  const { items } = await (await get(path)).json<{ items: JsonItem[] }>()
  return items
    .map(
      ({ title, content_html: html, summary }: JsonItem & { summary?: string }) =>
        `${title}: ${plain(html ?? summary ?? '')}`,
    )
    .toSorted()
}

afterEach(() => vi.unstubAllGlobals())

it('whatever polls bring and files say, what is withdrawn is never shown, and all else is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 8 }), async (steps) => {
      await reset()
      await applyNewsroom()
      await addSource(FEED, { slug: 'rail' })
      const model: Model = {
        foreign: new Map(),
        own: new Map(),
        withheld: new Set(),
      }
      for (const taken of [...BEGINNING, ...steps]) {
        await take(taken, model)
        const all = expected(model)
        expect(await shown('/topics/all.json?duplicates=show')).toEqual(all)
        expect(await shown('/topics/rail.json?duplicates=show')).toEqual(
          all.filter((line) => line.includes('train')),
        )
      }
    }),
    { numRuns: 8 },
  )
}, 120_000)
