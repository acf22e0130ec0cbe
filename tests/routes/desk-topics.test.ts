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
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://rail.example/feed'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

async function stored(...titles: string[]) {
  world({ [FEED]: serves(rss(titles.map((title) => ({ title })))) })
  await poll(await addSource(FEED, { slug: 'rail-times' }))
}

const topicAt = async (slug: string) => (await operate('GET', `/api/topics/${slug}`)).json<object>()

/** A form as it stands in its page, with some of it written over. */
function form(fields: Record<string, string> = {}) {
  return {
    as: 'form',
    title: 'RAIL',
    description: 'About rail',
    'groups.0.name': 'words',
    'groups.0.terms': 'train\r\n鉄道',
    'groups.0.weight': '3',
    ...fields,
  }
}

type Operator = Awaited<ReturnType<typeof signedIn>>
const send = async (operator: Operator, path: string, fields: Record<string, string>) => {
  const response = await operator.send(path, fields)
  return {
    status: response.status,
    to: response.headers.get('location'),
    html: await response.text(),
  }
}
const edit = (operator: Operator, fields: Record<string, string>) =>
  send(operator, '/admin/topics/rail/edit', fields)

/** The value of a field as a page has it. */
const inField = (html: string, name: string) =>
  new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)`).exec(html)?.[1] ??
  new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

describe('the list of topics', () => {
  it('tells each with its slug, and what comes from data/', async () => {
    const page = await (await signedIn()).page('/admin/topics')
    expect(page).toMatch(/href="\/admin\/topics\/rail"[^>]*><bdi>RAIL<\/bdi>/)
    expect(page).toContain('About sea')
    expect(page.match(/in data\//g)).toHaveLength(2)
  })
})

describe('a topic', () => {
  it('shows what is in it, with the words that put it there', async () => {
    await stored('A train', 'A tree')
    const page = await (await signedIn()).page('/admin/topics/rail')
    expect(page).toContain('1 entry in it.')
    expect(page).toMatch(/<mark>train<\/mark> in the title: train.*\(words\)/)
    expect(page).toContain('data/topics/rail.json')
    expect(page).not.toContain('A tree')
  })

  it('whose rule has changed tells how far it is filed anew, until it is', async () => {
    await stored('A train')
    await operate('PUT', '/api/topics/rail', { ...(await topicAt('rail')), threshold: 1 })
    const page = await (await signedIn()).page('/admin/topics/rail')
    expect(page).toContain('What is stored is filed anew')
    expect(page).toContain('data-again="5"')
  })

  it.each(['/admin/topics/nobody', '/admin/topics/nobody/edit', '/admin/topics/nobody/delete'])(
    'is not there for nobody: %s',
    async (path) => {
      expect((await (await signedIn()).get(path)).status).toBe(404)
    },
  )

  it('is deleted only after saying what goes and what stays, in numbers', async () => {
    await stored('A train', 'A tree')
    const operator = await signedIn()
    const asked = await operator.page('/admin/topics/rail/delete')
    expect(asked).toContain('has ended (410)')
    expect(asked).toContain('1 entry in it')
    expect((await get('/topics/rail.json')).status).toBe(200)

    const sent = await send(operator, '/admin/topics/rail/delete', {})
    expect(sent).toMatchObject({ status: 303, to: '/admin/topics' })
    expect(await operator.page('/admin/topics')).toContain('RAIL has ended; its entries stay.')
    expect((await get('/topics/rail.json')).status).toBe(410)
    expect(await itemsOf('all')).toHaveLength(2)
  })
})

describe('editing a rule', () => {
  it('begins with it as it is, one term a line', async () => {
    const page = await (await signedIn()).page('/admin/topics/rail/edit')
    expect(inField(page, 'groups.0.terms')).toBe('train\n鉄道')
    expect(inField(page, 'groups.0.weight')).toBe('3')
    expect(inField(page, 'groups.1.terms')).toBe('')
  })

  it('shows what it would add and drop and for which words, and changes nothing', async () => {
    await stored('A train', 'A tree', 'A tram')
    const operator = await signedIn()
    const { status, html } = await edit(
      operator,
      form({ do: 'try', 'groups.0.terms': 'tree\ntram' }),
    )
    expect(status).toBe(200)
    expect(html).toMatch(/added<\/dt><dd>2<.*dropped<\/dt><dd>1</s)
    expect(html).toMatch(
      /Would be added.*<mark>tree<\/mark>.*Would be dropped.*<mark>train<\/mark>/s,
    )
    expect(html).toContain('id="tried"')
    expect(inField(html, 'groups.0.terms')).toBe('tree\ntram')
    expect(await topicAt('rail')).toMatchObject({ groups: { words: { terms: ['train', '鉄道'] } } })
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('a glance looks at the newest alone', async () => {
    await stored('A train')
    const { html } = await edit(await signedIn(), form({ do: 'glance' }))
    expect(html).toContain('Of the newest 1 entries none would move.')
  })

  it('saves it, and says that what is stored is filed anew', async () => {
    await stored('A train')
    const operator = await signedIn()
    const fields = form({
      do: 'save',
      title: 'Rail',
      'groups.0.terms': 'train; weight 2\r\n"tram, electric"',
      'groups.1.name': 'more',
      'groups.1.terms': 'tree; near leaf',
      exclude: 'train of thought',
      threshold: '2.5',
      'keep.days': '30',
    })
    expect(await edit(operator, fields)).toMatchObject({ status: 303, to: '/admin/topics/rail' })
    expect(await operator.page('/admin/topics/rail')).toContain(
      'Saved. What is stored is filed anew',
    )
    expect(await topicAt('rail')).toMatchObject({
      title: 'Rail',
      groups: {
        words: { weight: 3, terms: [{ term: 'train', weight: 2 }, 'tram, electric'] },
        more: { terms: [{ term: 'tree', near: ['leaf'] }] },
      },
      exclude: ['train of thought'],
      threshold: 2.5,
      keep: { days: 30 },
    })
  })

  it('saved as it was, files nothing anew', async () => {
    await stored('A train')
    const operator = await signedIn()
    const page = await operator.page('/admin/topics/rail/edit')
    const names = ['title', 'description', 'groups.0.name', 'groups.0.terms', 'groups.0.weight']
    const fields = Object.fromEntries(names.map((name) => [name, inField(page, name) ?? '']))
    await edit(operator, { ...fields, as: 'form', do: 'save' })
    expect(await operator.page('/admin/topics/rail')).toContain(
      'Saved. All that is stored is filed by its rule.',
    )
  })

  it('a group that is to go goes', async () => {
    const operator = await signedIn()
    const fields = form({ do: 'save', 'groups.0.remove': 'yes', rule: 'any: train, tram' })
    expect((await edit(operator, fields)).status).toBe(303)
    expect(await topicAt('rail')).toMatchObject({ groups: {}, rule: { any: ['train', 'tram'] } })
  })

  it.each([
    { field: 'title', value: '', says: 'expected words, not an empty text' },
    { field: 'groups.0.terms', value: 'train\n!!', says: 'line 2, “!!”: expected a word' },
    {
      field: 'groups.0.terms',
      value: '',
      says: 'expected &quot;terms&quot;, a &quot;gazetteer&quot;',
    },
    {
      field: 'groups.0.terms',
      value: 'train; heavy',
      says: 'line 1, “train; heavy”: &quot;heavy&quot; is none of',
    },
    { field: 'groups.0.weight', value: 'much', says: 'expected a number' },
    { field: 'groups.0.gazetteer', value: 'nowhere', says: 'nowhere' },
    { field: 'groups.0.wishes', value: 'language english!', says: 'expected a language tag' },
    { field: 'exclude', value: 'a\n?', says: 'line 2, “?”: expected a word' },
    { field: 'sources.count', value: 'Not A Slug', says: 'expected a slug' },
    { field: 'rule', value: 'all:\n  none:\n    ?', says: 'line 3, “?”: expected a word' },
    { field: 'threshold', value: '0', says: 'expected more than 0' },
    { field: 'keep.days', value: '0', says: 'expected at least 1' },
  ])(
    'with “$value” as $field is refused at its field, trying and saving',
    async ({ field, value, says }) => {
      const operator = await signedIn()
      const before = await topicAt('rail')
      for (const wanted of ['try', 'save']) {
        const { status, html } = await edit(operator, form({ do: wanted, [field]: value }))
        expect({ wanted, status }).toEqual({ wanted, status: 422 })
        expect(html).toContain(says)
        expect(html).toMatch(new RegExp(`id="error-${field}"`))
        expect(html).toContain(`href="#field-${field}"`)
        expect(html).not.toContain('id="tried"')
      }
      expect(await topicAt('rail')).toEqual(before)
    },
  )

  it('what is entered is text wherever it is shown again', async () => {
    const attack = '"></textarea><script>alert(1)</script>'
    const fields = form({
      do: 'try',
      title: attack,
      'groups.0.name': attack,
      'groups.0.terms': attack,
      rule: attack,
    })
    for (const as of ['form', 'json'])
      expect((await edit(await signedIn(), { ...fields, as, json: attack })).html).not.toContain(
        '<script>alert',
      )
  })
})

describe('a rule as JSON', () => {
  it('goes there and back with what was written', async () => {
    const operator = await signedIn()
    const there = await edit(operator, form({ do: 'as-json', 'groups.0.terms': 'tram; case' }))
    const json = (inField(there.html, 'json') ?? '').replaceAll('&quot;', '"')
    expect(JSON.parse(json)).toMatchObject({
      groups: { words: { terms: [{ term: 'tram', case: true }] } },
    })

    const back = await edit(operator, { as: 'json', do: 'as-form', json })
    expect(inField(back.html, 'groups.0.terms')).toBe('tram; case')

    expect((await edit(operator, { as: 'json', do: 'save', json })).status).toBe(303)
    expect(await topicAt('rail')).toMatchObject({
      groups: { words: { terms: [{ term: 'tram', case: true }] } },
    })
  })

  it.each([
    { json: '{"title":', says: 'Unexpected end of JSON input', does: ['try', 'save', 'as-form'] },
    { json: '{}', says: 'is missing', does: ['try', 'save', 'as-form'] },
    {
      json: '{"title":"A","description":"B","colour":"red"}',
      says: 'colour',
      does: ['try', 'save', 'as-form'],
    },
    {
      json: '{"title":"A","description":"B","slug":"other","groups":{"a":{"terms":["b"]}}}',
      says: 'expected the slug',
      does: ['save'],
    },
  ])('that is wrong is told so: $json', async ({ json, says, does }) => {
    const operator = await signedIn()
    for (const wanted of does) {
      const { status, html } = await edit(operator, { as: 'json', do: wanted, json })
      expect({ wanted, status }).toEqual({ wanted, status: 422 })
      expect(html).toContain(says)
    }
    expect(await topicAt('rail')).toMatchObject({ title: 'RAIL' })
  })
})

describe('a new topic', () => {
  it('can be tried before it has a name, and is added with one', async () => {
    await stored('A train', 'A tree')
    const operator = await signedIn()
    const fields = form({ title: 'Trees', 'groups.0.terms': 'tree' })
    const tried = await send(operator, '/admin/add-topic', { ...fields, do: 'try' })
    expect(tried.html).toMatch(/added<\/dt><dd>1</)
    const unnamed = await send(operator, '/admin/add-topic', { ...fields, do: 'save' })
    expect(unnamed).toMatchObject({ status: 422 })
    expect(unnamed.html).toContain('id="error-slug"')

    const sent = await send(operator, '/admin/add-topic', { ...fields, slug: 'trees', do: 'save' })
    expect(sent).toMatchObject({ status: 303, to: '/admin/topics/trees' })
    expect(await topicAt('trees')).toMatchObject({ title: 'Trees', managedBy: 'api' })
  })

  it.each([
    { slug: 'rail', says: 'expected another slug: “RAIL” has this one' },
    { slug: 'all', says: 'is the stream of every entry' },
    { slug: '../sources', says: 'expected a slug' },
  ])('called $slug is refused: $says', async ({ slug, says }) => {
    const sent = await send(
      await signedIn(),
      '/admin/add-topic',
      form({ slug, do: 'save', title: 'X' }),
    )
    expect(sent.status).toBe(422)
    expect(sent.html).toContain(says)
    expect(sent.html).toContain('id="error-slug"')
    expect(await topicAt('rail')).toMatchObject({ title: 'RAIL' })
  })
})

describe('why an entry is where it is', () => {
  it('of one that is stored, by its address', async () => {
    await stored('A train')
    const page = await (await signedIn()).page('/admin/why?url=https://rail.example/A%2520train')
    expect(page).toMatch(/A train<\/bdi>.*Where it belongs.*RAIL.*<mark>train<\/mark>/s)
  })

  it('of any text, with what is missing where it nearly belongs', async () => {
    await operate('PUT', '/api/topics/sea', {
      title: 'SEA',
      description: 'About sea',
      groups: { words: { terms: ['ship'], weight: 0.5 } },
    })
    const { html } = await send(await signedIn(), '/admin/why', {
      content: 'A train and a ship',
      title: 'A train',
    })
    expect(html).toMatch(
      /Where it nearly would.*SEA.*What is missing: a score of 3.*<mark>ship<\/mark>/s,
    )
    expect(inField(html, 'content')).toBe('A train and a ship')
  })

  it.each([
    { fields: { url: 'https://nobody.example/' }, says: 'is stored, and nothing is fetched here' },
    { fields: {}, says: 'expected a &quot;url&quot;, or what an entry says' },
    { fields: { title: 'x', language: 'english!' }, says: 'expected a language tag' },
    { fields: { title: 'x', source: 'No Slug' }, says: 'expected a slug' },
  ])('of $fields is refused: $says', async ({ fields, says }) => {
    const sent = await send(await signedIn(), '/admin/why', fields)
    expect(sent.status).toBe(422)
    expect(sent.html).toContain(says)
  })
})

describe('the log', () => {
  it('tells what was done in words, by whom and from where, and what was refused', async () => {
    await addSource(FEED, { slug: 'rail-times' })
    const operator = await signedIn()
    await operator.send('/admin/sources/rail-times/pause')
    await operator.send('/admin/sources/rail-times/edit', { language: 'english!' })
    const page = await operator.page('/admin/log')
    expect(page).toMatch(
      /href="\/admin\/sources\/rail-times">Changed the source &quot;rail-times&quot;<\/a> <span class="badge failed">refused \(422\)/,
    )
    expect(page).toContain('at the desk, from 198.51.100.7')
    expect(page).toContain('Asked: paused true')
    expect(page).toMatch(/href="\/admin\/sources\/rail-times">Added a source</)
    expect(page).toContain('through the API')
  })

  it('is paged', async () => {
    const insert = env.DB.prepare(
      `INSERT INTO audit (at, who, method, path, what, detail) VALUES ('2026-11-01T00:00:00Z', 'token', 'POST', '/api/x', ?, '{}')`,
    )
    await env.DB.batch(Array.from({ length: 60 }, (_, i) => insert.bind(`deed ${i}`)))
    const operator = await signedIn()
    const first = await operator.page('/admin/log')
    expect(first).toContain('Deed 59')
    expect(first).toContain('not known to have ended')
    expect(first).not.toContain('Deed 0<')
    const older = /href="(\/admin\/log\?before=\d+)"/.exec(first)?.[1] ?? ''
    const second = await operator.page(older)
    expect(second).toContain('Deed 0')
    expect(second).not.toContain('Deed 59')
    expect((await operator.get('/admin/log?before=x')).status).toBe(303)
  })
})
