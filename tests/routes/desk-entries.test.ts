import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signedIn } from '../support/workerd/desk.ts'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  operate,
  poll,
  rss,
  serves,
  world,
  type Item,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const TODAY = '2026-11-10T12:00:00Z'

type Operator = Awaited<ReturnType<typeof signedIn>>
let operator: Operator

beforeEach(async () => {
  await reset()
  vi.useFakeTimers({ now: new Date(TODAY), toFake: ['Date'] })
  await applyNewsroom()
  operator = await signedIn()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const entryAt = async (key: string) =>
  (await operate('GET', `/api/entries/${key}`)).json<Record<string, unknown>>()
const stateOf = async (key: string) => (await entryAt(key))['state']
const countOf = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS rows FROM ${table}`).first<{ rows: number }>())?.rows

/** Sends a form, and reads the page it leads to. */
async function led(answer: Response) {
  expect(answer.status).toBe(303)
  const path = answer.headers.get('location') ?? ''
  return { path, html: await operator.page(path) }
}

const written = { title: 'The first train', markdown: 'It **left**.', do: 'save' }
const write = (fields: Record<string, string> = {}) =>
  operator.send('/admin/write-entry', { ...written, ...fields })

/** A source that brought these; gives the keys of its entries by their titles. */
async function polled(slug: string, items: Item[], more: object = {}) {
  const url = `https://${slug}.example/feed`
  world({ [url]: serves(rss(items).replaceAll('rail.example', `${slug}.example`)) })
  await poll(await addSource(url, { slug, ...more }))
  const { results } = await env.DB.prepare(
    `SELECT key, head ->> 'title' AS title FROM entries WHERE source = ?`,
  )
    .bind(slug)
    .all<{ key: string; title: string }>()
  return (title: string) => results.find((entry) => entry.title === title)?.key ?? 'nobody'
}

const STORY = {
  title: 'Night train to Vienna derails near Linz, forty hurt',
  text: 'The night train from Berlin to Vienna left the rails near Linz on Sunday morning; forty passengers were hurt, the operator said, and the line stays closed until Tuesday.',
}

describe('writing an entry', () => {
  it('shows it, and tells so on its page', async () => {
    const after = await led(await write({ authors: 'Ada', language: 'en-GB' }))
    expect(after.path).toBe('/admin/entries/the-first-train')
    expect(after.html).toContain('Saved: it is shown.')
    expect(after.html).toContain('It <strong>left</strong>.')
    expect(await itemsOf('rail')).toMatchObject([
      { title: 'The first train', date_published: TODAY, authors: [{ name: 'Ada' }] },
    ])
  })

  it.each([
    { fields: { draft: 'yes' }, state: 'draft', says: 'nobody sees it' },
    { fields: { published: '2026-11-11T08:30' }, state: 'scheduled', says: 'held back' },
  ])('keeps back what is a $state', async ({ fields, state, says }) => {
    const after = await led(await write(fields))
    expect(after.html).toContain(says)
    expect(await stateOf('the-first-train')).toBe(state)
    expect(await itemsOf('rail')).toEqual([])
    expect((await get('/entries/the-first-train')).status).toBe(404)
  })

  it.each([{ do: 'preview' }, { do: 'glance' }, { do: '' }])(
    'is looked at before: $do saves nothing',
    async (asked) => {
      const response = await write({
        ...asked,
        markdown: 'A train <script>alert(1)</script> *left* <b onclick="x()">now</b>.',
      })
      const page = await response.text()
      expect(response.status).toBe(200)
      expect(page).toMatch(/A <mark>train<\/mark>\s+<em>left<\/em> <b>now<\/b>\./)
      expect(page).toContain('<strong>RAIL</strong> for <mark>train</mark>')
      expect(page).not.toContain('<script>alert')
      expect(page).toContain('value="The first train"')
      expect(page).toContain('data-writing="unsaved"')
      expect(await countOf('own_entries')).toBe(0)
    },
  )

  it('is looked at as far as it goes, with nothing written yet', async () => {
    const fields = { title: '', markdown: '', url: 'nowhere', published: 'soon', do: 'preview' }
    const response = await write(fields)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('In no topic')
  })

  it('tells what is nearly enough for a topic, and what is missing', async () => {
    const near = {
      slug: 'sea',
      title: 'SEA',
      description: 'About the sea',
      groups: { words: { terms: ['ship'], weight: 0.5 } },
    }
    await operate('PUT', '/api/topics/sea', near)
    const page = await (await write({ title: 'A ship', do: 'preview' })).text()
    expect(page).toMatch(/Where it is not.*SEA.*Missing: a score of 3/s)
  })

  it.each([
    { field: 'title', value: '', says: 'expected words' },
    { field: 'published', value: 'soon', says: 'expected a date' },
    { field: 'url', value: 'nowhere', says: 'expected an absolute http or https URL' },
    { field: 'image', value: 'nowhere', says: 'expected an absolute http or https URL' },
    { field: 'language', value: 'no language', says: 'expected a language tag' },
    { field: 'slug', value: 'Not A Slug', says: 'expected a slug' },
    { field: 'authors', value: '<only@an.address>', says: 'expected a name' },
    { field: 'slug', value: 'taken', says: 'has this slug already' },
  ])('loses nothing when $field is "$value": $says', async ({ field, value, says }) => {
    await operate('POST', '/api/entries', {
      slug: 'taken',
      title: 'Other',
      markdown: 'Words.',
      published: TODAY,
    })
    const entered = {
      markdown: '    <indented> & “quoted”',
      draft: 'yes',
      summary: 'One\nand two',
      categories: 'a\nb',
      rights: '"ours"',
      [field]: value,
    }
    const response = await write(entered)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toMatch(new RegExp(`id="error-${field}"[^<]*>[^<]*${says}`))
    expect(page).toContain('>    &lt;indented&gt; &amp; “quoted”</textarea>')
    expect(page).toContain('>One\nand two</textarea>')
    expect(page).toContain('>a\nb</textarea>')
    expect(page).toContain('value="&quot;ours&quot;"')
    expect(page).toMatch(/name="draft"[^>]* checked/)
    expect(page).toContain('data-writing="unsaved"')
    expect(page).toMatch(/<details[^>]* open/)
    expect(await countOf('own_entries')).toBe(1)
  })

  it('leaves an entry called "new" its address', async () => {
    expect((await led(await write({ title: 'New' }))).path).toBe('/admin/entries/new')
  })

  it('shows the pictures of an entry, and runs nothing', async () => {
    const policyOf = async (path: string) =>
      (await operator.get(path)).headers.get('content-security-policy') ?? ''
    expect(await policyOf('/admin/write-entry')).toContain('img-src http: https:')
    expect(await policyOf('/admin/write-entry')).toContain("script-src 'self'")
    expect(await policyOf('/admin/entries')).toContain("img-src 'self'")
  })
})

describe('correcting an entry', () => {
  const edit = async (fields: Record<string, string>, key = 'the-first-train') => {
    const page = await operator.page(`/admin/entries/${key}/edit`)
    const [, before = ''] = /name="before" value="([^"]+)"/.exec(page) ?? []
    return operator.send(`/admin/entries/${key}/edit`, { before, do: 'save', ...fields })
  }

  it('is a revision like any other, told word by word', async () => {
    await write({ summary: 'Soon gone' })
    const form = await operator.page('/admin/entries/the-first-train/edit')
    expect(form).toContain('Soon gone')
    expect(form).toContain('<strong>RAIL</strong> for <mark>train</mark>')
    const after = await led(await edit({ title: 'The first train', markdown: 'It was **late**.' }))
    expect(after.html).toContain('Saved: it is shown.')
    expect(after.html).toMatch(/<del>left<\/del><ins>was late<\/ins>/)
    expect(await entryAt('the-first-train')).toMatchObject({ revision: 2, published: TODAY })
    expect(await operator.page('/admin/entries/the-first-train/edit')).not.toContain('Soon gone')
  })

  it('saved as it is, changes nothing', async () => {
    await write({ authors: 'Jo <jo@x.example>', categories: 'a\r\nb', summary: 'One\r\ntwo' })
    const before = await entryAt('the-first-train')
    await led(
      await edit({
        title: 'The first train',
        markdown: 'It **left**.',
        published: '2026-11-10T12:00',
        authors: 'Jo <jo@x.example>',
        categories: 'a\r\nb',
        summary: 'One\r\ntwo',
      }),
    )
    expect(await entryAt('the-first-train')).toEqual(before)
  })

  it('is not saved over what somebody else has changed meanwhile, unless twice', async () => {
    await write()
    const page = await operator.page('/admin/entries/the-first-train/edit')
    const [, before = ''] = /name="before" value="([^"]+)"/.exec(page) ?? []
    await operate('PATCH', '/api/entries/the-first-train', { markdown: 'Theirs.' })

    const mine = { title: 'Mine', markdown: 'Mine.', do: 'save' }
    const path = '/admin/entries/the-first-train/edit'
    const refused = await operator.send(path, { ...mine, before })
    const again = await refused.text()
    expect(refused.status).toBe(422)
    expect(again).toContain('changed meanwhile')
    expect(again).toContain('>Mine.</textarea>')
    expect(await entryAt('the-first-train')).toMatchObject({ title: 'The first train' })

    const [, now = ''] = /name="before" value="([^"]+)"/.exec(again) ?? []
    await led(await operator.send(path, { ...mine, before: now }))
    expect(await entryAt('the-first-train')).toMatchObject({ title: 'Mine' })
  })

  it('of a draft keeps its text, and publishes it with the moment it is published', async () => {
    await write({ draft: 'yes' })
    vi.setSystemTime('2026-11-10T18:00:00Z')
    await led(await edit({ title: 'The last train', markdown: 'Soon.', draft: 'yes' }))
    expect(await stateOf('the-first-train')).toBe('draft')
    await led(await edit({ title: 'The last train', markdown: 'Gone.' }))
    expect(await itemsOf('rail')).toMatchObject([
      { title: 'The last train', date_published: '2026-11-10T18:00:00Z' },
    ])
  })

  it('publishes a draft or a scheduled one with one button', async () => {
    await write({ published: '2026-12-24T18:00' })
    const after = await led(await operator.send('/admin/entries/the-first-train/publish'))
    expect(after.html).toContain('Published.')
    expect(await itemsOf('rail')).toMatchObject([{ date_published: TODAY }])
  })

  it.each([
    { of: 'somebody else’s', says: 'What others wrote is not rewritten here' },
    { of: 'data/’s', says: 'data/entries/by-hand.md' },
  ])('of $of says where else', async ({ of, says }) => {
    const own = { slug: 'by-hand', title: 'By hand', markdown: 'Words.', published: TODAY }
    await applyNewsroom({ entries: [own] })
    const keyOf = await polled('rail', [{ title: 'A train' }])
    const key = of.startsWith('data') ? 'by-hand' : keyOf('A train')
    const page = await operator.page(`/admin/entries/${key}`)
    expect(page).toContain(says)
    expect(page).not.toContain('/edit"')
    const after = await led(await edit({ title: 'Mine', markdown: 'Mine.' }, key))
    expect(after.html).toContain('It is not corrected here.')
  })

  it('deletes a draft for good, after asking', async () => {
    await write({ draft: 'yes' })
    expect(await operator.page('/admin/entries/the-first-train/delete')).toContain('gone for good')
    expect(await countOf('own_entries')).toBe(1)
    const after = await led(await operator.send('/admin/entries/the-first-train/delete'))
    expect(after.html).toContain('Deleted.')
    expect(await countOf('own_entries')).toBe(0)
  })

  it('asks again of what was shown meanwhile', async () => {
    await write()
    const sent = await operator.send('/admin/entries/the-first-train/delete')
    expect((await led(sent)).path).toBe('/admin/entries/the-first-train/withdraw')
    expect(await stateOf('the-first-train')).toBe('shown')
  })
})

describe('withdrawing an entry', () => {
  it('says what will happen, and does it with the reason that was given', async () => {
    const key = (await polled('rail', [{ title: 'A train' }]))('A train')
    const asked = await operator.page(`/admin/entries/${key}/withdraw`)
    expect(asked).toContain('every feed and page (RAIL)')
    expect(asked).not.toContain('shown instead')
    expect(await itemsOf('rail')).toHaveLength(1)

    const sent = await operator.send(`/admin/entries/${key}/withdraw`, {
      because: 'It was <wrong>.',
    })
    const after = await led(sent)
    expect(after.html).toMatch(/Withdrawn by an operator.*It was &lt;wrong&gt;\./s)
    expect(await itemsOf('rail')).toEqual([])
    expect((await get(`/entries/${key}`)).status).toBe(410)

    expect(after.html).toContain('<strong>RAIL</strong> for <mark>train</mark>')
    expect((await led(await operator.send(`/admin/entries/${key}/restore`))).html).toContain(
      'Restored',
    )
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it.each([
    { all: '', remain: 1 },
    { all: 'yes', remain: 0 },
  ])('of several reports leaves $remain when all is "$all"', async ({ all, remain }) => {
    const first = await polled('one', [STORY])
    await polled('two', [STORY])
    expect(await itemsOf('rail')).toHaveLength(1)
    const lead = first(STORY.title)
    const asked = await operator.page(`/admin/entries/${lead}/withdraw`)
    expect(asked).toMatch(/What is shown instead.*\/admin\/sources\/two/s)
    expect(asked).toContain('All 2 reports of this story')
    await led(await operator.send(`/admin/entries/${lead}/withdraw`, { all }))
    expect(await itemsOf('rail')).toHaveLength(remain)
  })

  it('keeps the reason when it is too long', async () => {
    await write()
    const because = 'x'.repeat(10_001)
    const response = await operator.send('/admin/entries/the-first-train/withdraw', { because })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('id="error-because"')
    expect(page).toContain(because)
    expect(await stateOf('the-first-train')).toBe('shown')
  })
})

describe('the story of an entry', () => {
  it('says what it is a duplicate of and why, and splits it off', async () => {
    const one = await polled('one', [STORY])
    const two = await polled('two', [STORY])
    const [lead, duplicate] = [one(STORY.title), two(STORY.title)]
    expect(await operator.page(`/admin/entries/${lead}`)).toMatch(
      /shown for all that tell the same.*they say nearly the same/s,
    )
    const page = await operator.page(`/admin/entries/${duplicate}`)
    expect(page).toMatch(new RegExp(`Readers are shown.*/admin/entries/${lead}"`, 's'))
    const after = await led(await operator.send(`/admin/entries/${duplicate}/split`))
    expect(after.html).toContain('Split off')
    expect(await itemsOf('rail')).toHaveLength(2)
  })

  it('is joined after both were looked at, whichever is to be shown', async () => {
    const keyOf = await polled('rail', [
      { title: 'A train is late', text: 'Forty minutes, says the driver.' },
      { title: 'The train that never came', text: 'Nobody knows where it is.' },
    ])
    const [late, never] = [keyOf('A train is late'), keyOf('The train that never came')]
    const path = `/admin/entries/${late}/join`
    const found = await operator.page(`${path}?q=never`)
    expect(found).toContain(`/join?q=never&amp;with=${never}`)
    expect(found).not.toContain(`with=${late}`)
    const both = await operator.page(`${path}?q=never&with=${never}`)
    expect(both).toContain('Forty minutes, says the driver.')
    expect(both).toContain('Nobody knows where it is.')
    expect(await itemsOf('rail')).toHaveLength(2)

    const after = await led(await operator.send(path, { duplicate: late, of: never }))
    expect(after.path).toBe(`/admin/entries/${never}`)
    expect(after.html).toContain('Joined')
    expect((await itemsOf('rail')).map(({ title }) => title)).toEqual(['The train that never came'])
  })

  it.each([
    { by: 'its address', q: () => 'https://rail.example/The%20train%20that%20never%20came' },
    { by: 'its page here', q: (key: string) => `https://despatch.example/entries/${key}` },
    {
      by: 'its page at the desk',
      q: (key: string) => `https://despatch.example/admin/entries/${key}`,
    },
  ])('finds the other by $by', async ({ q }) => {
    const keyOf = await polled('rail', [
      { title: 'A train is late', text: 'Forty minutes, says the driver.' },
      { title: 'The train that never came', text: 'Nobody knows where it is.' },
    ])
    const never = keyOf('The train that never came')
    const query = new URLSearchParams({ q: q(never) })
    const path = `/admin/entries/${keyOf('A train is late')}/join`
    expect(await operator.page(`${path}?${query.toString()}`)).toContain(`with=${never}`)
  })

  it.each([
    { q: 'zeppelin', status: 200, says: 'Nothing that is shown' },
    { q: 'https://nowhere.example/', status: 200, says: 'Nothing that is shown' },
    { q: 'https://despatch.example/entries/%zz', status: 200, says: 'Nothing that is shown' },
    { q: '-without', status: 422, says: 'error-q' },
  ])('that is looked for as $q: $says', async ({ q, status, says }) => {
    await write()
    const query = new URLSearchParams({ q })
    const response = await operator.get(`/admin/entries/the-first-train/join?${query.toString()}`)
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(says)
  })

  it('joins nothing to itself', async () => {
    await write()
    const fields = { duplicate: 'the-first-train', of: 'the-first-train' }
    const after = await led(await operator.send('/admin/entries/the-first-train/join', fields))
    expect(after.html).toContain('an entry is not its own duplicate')
  })
})

describe('the list of entries', () => {
  beforeEach(async () => {
    await polled('rail', [
      { title: 'A train', date: 'Sun, 01 Nov 2026 10:00:00 GMT' },
      { title: 'A ship', date: 'Mon, 02 Nov 2026 10:00:00 GMT', text: 'Of wood.' },
    ])
    await write({ title: 'Mine', markdown: 'Of stone.' })
    await write({ title: 'Begun', markdown: 'x', draft: 'yes' })
    await write({ title: 'To come', markdown: 'x', published: '2026-12-01T08:00' })
  })

  const titlesIn = (page: string) =>
    [...page.matchAll(/<h2><a [^>]*><bdi>([^<]*)</g)].map(([, title]) => title)

  it.each([
    { query: '', titles: ['Mine', 'A ship', 'A train'] },
    { query: '?state=draft', titles: ['Begun'] },
    { query: '?state=scheduled', titles: ['To come'] },
    { query: '?state=withdrawn', titles: [] },
    { query: '?own=yes', titles: ['Mine'] },
    { query: '?topic=sea', titles: ['A ship'] },
    { query: '?source=rail&q=wood', titles: ['A ship'] },
    { query: '?state=nonsense', titles: ['Mine', 'A ship', 'A train'] },
  ])('with "$query" has $titles', async ({ query, titles }) => {
    expect(titlesIn(await operator.page(`/admin/entries${query}`))).toEqual(titles)
  })

  it.each([
    { query: '?state=withdrawn', says: 'Nothing is withdrawn.' },
    { query: '?state=duplicate', says: 'No entry is a duplicate' },
    { query: '?q=zeppelin', says: 'No entry is like that.' },
    { query: '?state=draft&topic=sea', says: 'in no topic' },
  ])('that is empty says what to do: $query', async ({ query, says }) => {
    expect(await operator.page(`/admin/entries${query}`)).toContain(says)
  })

  it.each([
    { query: '?q=-without', says: 'cannot be looked for' },
    { query: '?topic=nowhere', says: 'there is no &quot;nowhere&quot;' },
    { query: '?before=nonsense', says: 'before' },
    { query: '?source=Not%20One', says: 'cannot be a source' },
  ])('asked for what cannot be says so: $query', async ({ query, says }) => {
    const response = await operator.get(`/admin/entries${query}`)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(says)
  })

  it('leads to older ones, with what it was narrowed by', async () => {
    await polled(
      'many',
      Array.from({ length: 60 }, (_, i) => ({
        title: `Train number ${i} of the many`,
        text: `${i} `.repeat(40),
        date: new Date(Date.UTC(2026, 9, 1, i)).toUTCString(),
      })),
    )
    const first = await operator.page('/admin/entries?source=many')
    expect(titlesIn(first)).toHaveLength(50)
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first) ?? []
    expect(next).toContain('source=many')
    expect(titlesIn(await operator.page(next.replaceAll('&amp;', '&')))).toHaveLength(10)
  })
})

it.each(['', '/edit', '/withdraw', '/delete', '/join'])(
  'nobody’s entry is not there: %s',
  async (path) => {
    const response = await operator.get(`/admin/entries/nobody${path}`)
    expect(response.status).toBe(404)
  },
)

it('the overview tells of the last entries, and of what waits', async () => {
  await write()
  await write({ title: 'Begun', draft: 'yes' })
  await write({ title: 'To come', published: '2026-12-01T08:00' })
  const page = await operator.page('/admin')
  expect(page).toMatch(/entry in 24 hours<\/a><\/dt><dd>1</)
  expect(page).toMatch(/Waiting for their time<\/a><\/h2>.*To come.*Drafts<\/a><\/h2>.*Begun/s)
  expect(page).toContain('href="/admin/entries?state=scheduled"')
})
