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
/** No two alike, so that each is a story of its own. */
const FOREIGN = ['Apples ripen', 'Bridges freeze', 'Clocks halt', 'Doves return'] as const
const OWN = ['elm', 'fir', 'gum'] as const
const NAMES = [...FOREIGN, ...OWN]
type Name = (typeof NAMES)[number]

type Step =
  | { kind: 'poll'; items: { title: (typeof FOREIGN)[number]; text: string; id: string }[] }
  | { kind: 'apply'; entries: { slug: (typeof OWN)[number]; text: string; isDraft: boolean }[] }
  | { kind: 'withdraw' | 'restore'; name: Name }

const text = fc.constantFrom('train one', 'train two', 'ship three')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
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
  }),
  fc.record({
    kind: fc.constant('apply' as const),
    entries: fc.subarray([...OWN]).chain((slugs) =>
      fc.tuple(
        ...slugs.map((slug) =>
          fc.record({
            slug: fc.constant(slug),
            text,
            isDraft: fc.boolean(),
          }),
        ),
      ),
    ),
  }),
  fc.record({
    kind: fc.constantFrom('withdraw' as const, 'restore' as const),
    name: fc.constantFrom(...NAMES),
  }),
)

const isOwn = (name: Name) => OWN.some((slug) => slug === name)

/** What the newsroom should be. */
interface Model {
  foreign: Map<string, string>
  own: Map<string, { text: string; isDraft: boolean }>
  /** What was shown once can be withdrawn. */
  seen: Set<Name>
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

async function take(taken: Step, model: Model) {
  switch (taken.kind) {
    case 'poll': {
      const items = taken.items.map(({ title, text: said, id }) => ({
        title,
        text: said,
        id: `urn:x:${title}${id}`,
      }))
      world({ [FEED]: serves(rss(items)) })
      await poll('rail')
      for (const { title, text: said } of taken.items) {
        model.foreign.set(title, said)
        model.seen.add(title)
      }
      return
    }
    case 'apply': {
      const entries = taken.entries.map(({ slug, text: said, isDraft }) => ({
        slug,
        title: `Our ${slug}`,
        published: '2026-11-01',
        markdown: said,
        draft: isDraft,
      }))
      expect((await applyNewsroom({ entries })).status).toBe(200)
      model.own = new Map(taken.entries.map((entry) => [entry.slug, entry]))
      for (const { slug, isDraft } of taken.entries) if (!isDraft) model.seen.add(slug)
      return
    }
    case 'withdraw':
    case 'restore': {
      if (!model.seen.has(taken.name)) return
      const withdrawn = taken.kind === 'withdraw' ? {} : null
      const key = await keyOf(taken.name)
      await operate('PATCH', `/api/entries/${key}`, { withdrawn })
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
  const theirs = [...foreign].map(([name, said]) => ({ name, title: name, said, isDraft: false }))
  const ours = [...own].map(([name, { text: said, isDraft }]) => ({
    name,
    title: `Our ${name}`,
    said,
    isDraft,
  }))
  return [...theirs, ...ours]
    .filter(({ name, isDraft }) => !isDraft && !withheld.has(name as Name))
    .map(({ title, said }) => `${title}: ${said}`)
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
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      await reset()
      await applyNewsroom()
      await addSource(FEED, { slug: 'rail' })
      const model: Model = {
        foreign: new Map(),
        own: new Map(),
        seen: new Set(),
        withheld: new Set(),
      }
      for (const taken of steps) {
        await take(taken, model)
        const all = expected(model)
        expect(await shown('/topics/all.json?duplicates=show')).toEqual(all)
        expect(await shown('/topics/rail.json?duplicates=show')).toEqual(
          all.filter((line) => line.includes('train')),
        )
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)
