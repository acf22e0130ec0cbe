import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signedIn } from '../support/workerd/desk.ts'
import {
  addSource,
  applyNewsroom,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const PAGE = 'https://rail.example/'
const FEED = 'https://rail.example/feed'
const html = (head: string) =>
  serves(`<!doctype html><title>Rail</title>${head}<p>Hello`, { 'content-type': 'text/html' })
const linkTo = (path: string, title: string) =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${path}">`

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const sourceAt = async (slug: string) => (await operate('GET', `/api/sources/${slug}`)).json()
const operateOpml = (body: string) =>
  exports.default.fetch(`${SITE}/api/opml`, { method: 'POST', headers: operatorHeaders, body })
const countOf = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS rows FROM ${table}`).first<{ rows: number }>())?.rows

/** Sends a form, and reads the page it leads to. */
async function led(operator: Awaited<ReturnType<typeof signedIn>>, answer: Response) {
  expect(answer.status).toBe(303)
  const path = answer.headers.get('location') ?? ''
  return { path, html: await operator.page(path) }
}

describe('the list of sources', () => {
  beforeEach(async () => {
    const outlines = Array.from(
      { length: 120 },
      (_, i) =>
        `<outline text="Feed ${i}" xmlUrl="https://${String(i).padStart(3, '0')}.example/"/>`,
    )
    await operateOpml(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`)
  })

  const namesOn = (page: string) =>
    [...page.matchAll(/<bdi>(Feed \d+)<\/bdi>/g)].map(([, name]) => name)

  it('comes a hundred at a time, each of them once', async () => {
    const operator = await signedIn()
    const first = await operator.page('/admin/sources')
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first) ?? []
    const second = await operator.page(next.replaceAll('&amp;', '&'))
    expect(namesOn(first)).toHaveLength(100)
    expect(new Set([...namesOn(first), ...namesOn(second)]).size).toBe(120)
    expect(second).toContain('From the beginning')
    expect(second).not.toContain('rel="next"')
  })

  it.each([
    {
      query: 'q=feed+11',
      names: ['Feed 11', ...Array.from({ length: 10 }, (_, i) => `Feed 11${i}`)],
    },
    { query: 'q=017.example', names: ['Feed 17'] },
    { query: 'q=nothing', names: [] },
    { query: 'state=failing', names: [] },
    { query: 'state=new&q=019', names: ['Feed 19'] },
    { query: 'state=nonsense&q=019', names: ['Feed 19'] },
  ])('is narrowed by $query', async ({ query, names }) => {
    const page = await (await signedIn()).page(`/admin/sources?${query}`)
    expect(namesOn(page).toSorted()).toEqual(names.toSorted())
    expect(page.includes('No source is like that.')).toBe(names.length === 0)
  })

  it('refuses what it cannot look for, at its field', async () => {
    const response = await (await signedIn()).get(`/admin/sources?q=${'x'.repeat(201)}`)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('expected at most 200 characters')
  })
})

describe('adding a source', () => {
  it('by its home page: found, looked at, saved, polled, and told of', async () => {
    world({
      [PAGE]: html(linkTo('/feed', 'News')),
      [FEED]: serves(rss([{ title: 'A train' }, { title: 'A tree' }])),
    })
    const operator = await signedIn()

    const preview = await (await operator.send('/admin/add-source/find', { url: PAGE })).text()
    expect(preview).toContain('Rail Times')
    expect(preview).toContain('<mark>train</mark>')
    expect(preview).toContain('In no topic')
    expect(await countOf('sources')).toBe(0)

    const saved = await operator.send('/admin/add-source/save', {
      url: FEED,
      slug: 'rail',
      title: 'Rail, daily',
      private: 'yes',
    })
    const after = await led(operator, saved)
    expect(after.path).toBe('/admin/sources/rail')
    expect(after.html).toContain('Saved. Polled: 2 added.')
    expect(after.html).toContain('Rail, daily')
    expect(await operator.page(after.path)).not.toContain('Saved.')
    expect(await sourceAt('rail')).toMatchObject({ title: 'Rail, daily', private: true })
  })

  it('lets one of several feeds be chosen', async () => {
    world({
      [PAGE]: html(linkTo('/feed', 'News') + linkTo('/comments', 'Comments')),
      [FEED]: serves(rss([{ title: 'A train' }])),
      'https://rail.example/comments': serves(rss([{ title: 'Nice train' }])),
    })
    const operator = await signedIn()
    const choice = await (await operator.send('/admin/add-source/find', { url: PAGE })).text()
    expect(choice.match(/type="radio"/g)).toHaveLength(2)
    const preview = await operator.send('/admin/add-source/preview', {
      url: 'https://rail.example/comments',
    })
    expect(await preview.text()).toContain('Nice train')
  })

  it.each([
    { url: '', says: 'expected an absolute http or https URL' },
    { url: 'rail.example', says: 'expected an absolute http or https URL' },
    { url: 'http://127.0.0.1/', says: 'is a private address' },
    { url: 'https://rail.example/nothing', says: 'No feed was found' },
    { url: '"><script>alert(1)</script>', says: '&quot;&gt;&lt;script&gt;' },
  ])('from "$url" is refused at its field: $says', async ({ url, says }) => {
    vi.stubGlobal('fetch', async () => new Response('no', { status: 404 }))
    const operator = await signedIn()
    const response = await operator.send('/admin/add-source/find', { url })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain(says)
    expect(page).toContain('aria-invalid="true"')
    expect(page).not.toContain('<script>alert')
    expect(await countOf('sources')).toBe(0)
  })

  it.each([
    { field: 'slug', value: 'Not A Slug', says: 'expected a slug' },
    { field: 'homePageUrl', value: 'nowhere', says: 'expected an absolute http or https URL' },
    { field: 'language', value: 'not one', says: 'expected a language tag' },
    { field: 'keep.days', value: 'long', says: 'expected a number' },
    { field: 'keep.entries', value: '0', says: 'expected at least 1' },
  ])('keeps what was entered when $field is wrong', async ({ field, value, says }) => {
    world({ [FEED]: serves(rss([{ title: 'A train' }])) })
    const operator = await signedIn()
    const entered = { url: FEED, title: 'My “title”', official: 'yes', [field]: value }
    const response = await operator.send('/admin/add-source/save', entered)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toMatch(new RegExp(`id="error-${field}"[^<]*>${says}`))
    expect(page).toContain('value="My “title”"')
    expect(page).toContain(`value="${value}"`)
    expect(page).toMatch(/name="official"[^>]* checked/)
    expect(await countOf('sources')).toBe(0)
  })

  it('of a feed that is one already leads to it', async () => {
    world({ [FEED]: serves(rss([{ title: 'A train' }])) })
    await addSource(FEED, { slug: 'rail' })
    const operator = await signedIn()
    const after = await led(operator, await operator.send('/admin/add-source/save', { url: FEED }))
    expect(after.path).toBe('/admin/sources/rail')
    expect(after.html).toContain('this feed is a source already')
  })
})

describe('a source’s page', () => {
  it('tells how it does and why, what it brought, and of each of its last polls', async () => {
    world({ [FEED]: serves(rss([{ title: 'A train' }])) })
    await poll(await addSource(FEED, { slug: 'rail' }))
    const page = await (await signedIn()).page('/admin/sources/rail')
    expect(page).toContain('answering')
    expect(page).toContain('(HTTP 200)')
    expect(page).toContain('A train')
    expect(page).toContain('1 entry')
    expect(page).toMatch(/<table>.*<td class="number">1<\/td>/s)
  })

  it('shows no password', async () => {
    await addSource('https://me:secret@rail.example/feed', { slug: 'rail' })
    const operator = await signedIn()
    for (const path of ['', '/edit', '/move', '/delete'])
      expect(await operator.page(`/admin/sources/rail${path}`)).not.toContain('secret')
  })

  it.each([
    { answer: serves(rss([{ title: 'A train' }])), says: 'Polled: 1 added.', kind: 'done' },
    {
      answer: () => new Response('no', { status: 500 }),
      says: 'Polled, in vain: the server failed (500).',
      kind: 'failed',
    },
  ])('polls now, and tells what came of it: $says', async ({ answer, says, kind }) => {
    world({ [FEED]: answer })
    await addSource(FEED, { slug: 'rail' })
    const operator = await signedIn()
    const after = await led(operator, await operator.send('/admin/sources/rail/poll'))
    expect(after.html).toContain(`class="flash ${kind}"`)
    expect(after.html).toContain(says)
  })

  it('pauses it and resumes it', async () => {
    await addSource(FEED, { slug: 'rail' })
    const operator = await signedIn()
    await led(operator, await operator.send('/admin/sources/rail/pause'))
    expect(await sourceAt('rail')).toMatchObject({ paused: true, health: { state: 'paused' } })
    await led(operator, await operator.send('/admin/sources/rail/resume'))
    expect(await sourceAt('rail')).not.toHaveProperty('paused')
  })

  it('changes what is said of it, and takes away what was emptied', async () => {
    await addSource(FEED, { slug: 'rail', title: 'Old', language: 'en', official: true })
    const operator = await signedIn()
    expect(await operator.page('/admin/sources/rail/edit')).toContain('value="Old"')
    const after = await led(
      operator,
      await operator.send('/admin/sources/rail/edit', { title: 'New', language: '' }),
    )
    expect(after.html).toContain('Saved.')
    const source = await sourceAt('rail')
    expect(source).toMatchObject({ title: 'New' })
    expect(source).not.toHaveProperty('language')
    expect(source).not.toHaveProperty('official')
  })

  it('leaves alone what its form does not say', async () => {
    const licence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }
    await addSource(FEED, { slug: 'rail', licence, keep: {} })
    const operator = await signedIn()
    const edit = (fields: Record<string, string>) =>
      operator.send('/admin/sources/rail/edit', { title: 'Rail', ...fields })

    await edit({ 'keep.days': '', 'keep.entries': '' })
    expect(await sourceAt('rail')).toMatchObject({ licence, keep: {} })
    await edit({ 'keep.days': '90', 'keep.entries': '' })
    expect(await sourceAt('rail')).toMatchObject({ licence, keep: { days: 90 } })
    expect(await operator.page('/admin/sources/rail/edit')).toContain('value="90"')
    await edit({ 'keep.days': '', 'keep.entries': '' })
    expect(await sourceAt('rail')).not.toHaveProperty('keep')
  })

  it('goes on being called what its feed calls itself when something else is changed', async () => {
    let title = 'Rail Times'
    world({ [FEED]: () => serves(rss([]).replace('Rail Times', title))(new Request(FEED)) })
    await poll(await addSource(FEED, { slug: 'rail' }))
    const operator = await signedIn()
    await operator.send('/admin/sources/rail/edit', { title: 'Rail Times', credit: 'By rail' })
    title = 'Rail Times Weekly'
    await poll('rail')
    expect(await sourceAt('rail')).toMatchObject({ title, credit: 'By rail' })
  })

  it('moves it only after its new address was looked at', async () => {
    const to = 'https://rail.example/new'
    world({ [FEED]: serves(rss([])), [to]: serves(rss([{ title: 'A train, moved' }])) })
    await addSource(FEED, { slug: 'rail' })
    const operator = await signedIn()

    const looked = await operator.send('/admin/sources/rail/move', { url: to })
    expect(await looked.text()).toContain('A train, moved')
    expect(await sourceAt('rail')).toMatchObject({ url: FEED })

    const sent = await operator.send('/admin/sources/rail/move', { url: to, sure: 'yes' })
    expect((await led(operator, sent)).html).toContain('Moved. Polled: 1 added.')
    expect(await sourceAt('rail')).toMatchObject({ url: to, movedFrom: FEED })
  })

  it('is deleted only after saying what goes and what stays, in numbers', async () => {
    world({ [FEED]: serves(rss([{ title: 'A train' }, { title: 'A tree' }])) })
    await poll(await addSource(FEED, { slug: 'rail' }))
    const operator = await signedIn()

    const asked = await operator.page('/admin/sources/rail/delete')
    expect(asked).toContain('2 entries it has brought')
    expect(asked).toContain('1 of them in RAIL')
    expect((await operate('GET', '/api/sources/rail')).status).toBe(200)

    const after = await led(operator, await operator.send('/admin/sources/rail/delete'))
    expect(after.html).toContain('is polled no more; what it brought stays')
    expect((await operate('GET', '/api/sources/rail')).status).toBe(404)
    expect(await countOf('entries')).toBe(2)
  })

  it('of one in data/ says where it is changed, and changes nothing', async () => {
    await applyNewsroom({ sources: [{ url: FEED, slug: 'rail' }] })
    const operator = await signedIn()
    const page = await operator.page('/admin/sources/rail')
    expect(page).toContain('data/sources.json')
    expect(page).toContain('Poll now')
    expect(page).not.toMatch(/\/(?:pause|edit|move|delete)"/)

    for (const action of ['pause', 'delete', 'edit', 'move']) {
      const fields = { url: 'https://rail.example/new', sure: 'yes', title: 'Other' }
      const answer = await operator.send(`/admin/sources/rail/${action}`, fields)
      const told = answer.status === 303 ? (await led(operator, answer)).html : await answer.text()
      expect(told).toContain('is listed in data/sources.json: change it there')
    }
    const source = await sourceAt('rail')
    expect(source).toMatchObject({ url: FEED, managedBy: 'data', health: { state: 'new' } })
    expect(source).not.toHaveProperty('title')
  })

  it.each(['/admin/sources/nobody', '/admin/sources/nobody/edit', '/admin/sources/%2e%2e%2fopml'])(
    'is not there for nobody: %s',
    async (path) => {
      const response = await (await signedIn()).get(path)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('nothing at this address')
    },
  )
})

describe('lists of feeds', () => {
  const outline = (url: string, title = '') => `<outline text="${title}" xmlUrl="${url}"/>`
  const list = (...outlines: string[]) =>
    `<opml version="2.0"><body>${outlines.join('')}</body></opml>`
  const mixed = () =>
    list(
      outline('https://a.example/feed', 'Good'),
      outline('not a url', 'Broken'),
      outline('http://10.0.0.1/feed', '<b>Inside'.replaceAll('<', '&lt;')),
      outline(FEED, 'Known'),
    )

  it('are reported on line by line: counted first, refused before the others', async () => {
    await addSource(FEED, { slug: 'rail' })
    const operator = await signedIn()
    const page = await (await operator.send('/admin/opml', { text: mixed() })).text()
    expect(page).toMatch(
      /added<\/dt><dd>1<.*known already<\/dt><dd>1<.*refused<\/dt><dd class="ill">2</s,
    )
    expect(page).toContain('it is not an absolute http or https URL')
    expect(page).toContain('10.0.0.1 is a private address')
    expect(page.indexOf('Broken')).toBeLessThan(page.indexOf('>Good<'))
    expect(page).toContain('&lt;b&gt;Inside')
    expect(await sourceAt('a-example-feed')).toMatchObject({ title: 'Good' })
  })

  it('are taken as files, in the encoding they declare', async () => {
    const operator = await signedIn()
    const form = new FormData()
    form.set('form-token', await operator.formToken())
    const xml = `<?xml version="1.0" encoding="iso-8859-1"?>${list(outline('https://a.example/feed', 'Caf\u00e9'))}`
    const bytes = Uint8Array.from(xml, (character) => character.charCodeAt(0))
    form.set('file', new File([bytes], 'list.opml'))
    form.set('text', '')
    expect((await operator.post('/admin/opml', form)).status).toBe(200)
    expect(await sourceAt('a-example-feed')).toMatchObject({ title: 'Caf\u00e9' })
  })

  it.each([
    { text: '', says: 'Choose a file, or paste the text of a list.' },
    { text: 'words', says: 'This is not OPML but no XML.' },
    { text: '<rss/>', says: 'This is not OPML but &lt;rss&gt;.' },
  ])('that are none are refused, and what was pasted is kept: "$text"', async ({ text, says }) => {
    const operator = await signedIn()
    const response = await operator.send('/admin/opml', { text })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain(says)
    expect(page).toContain(`>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</textarea>`)
  })
})

describe('the overview', () => {
  it('begins with what is ill, in words, and why it is asked when it is', async () => {
    world({
      [FEED]: serves(rss([])),
      'https://broken.example/feed': () => new Response('no', { status: 500 }),
    })
    await poll(await addSource(FEED, { slug: 'rail', title: 'Rail' }))
    await poll(await addSource('https://broken.example/feed', { slug: 'broken', title: 'Broken' }))
    const page = await (await signedIn()).page('/admin')
    expect(page).toContain('the server failed (500)')
    expect(page).toContain('the poll failed: tried again after 1 hour')
    expect(page).toMatch(/failing<\/a><\/dt><dd class="ill">1</)
    expect(page).not.toContain('>Rail<')
    expect(page).toContain('Polls that are due</dt><dd>0')
  })

  it('tells what is wrong with the newsroom itself before all else', async () => {
    await addSource(FEED)
    vi.useFakeTimers({ now: Date.parse('2026-11-23T10:00:00Z'), toFake: ['Date'] })
    await cron(remembered().env)
    vi.setSystemTime(Date.parse('2026-11-23T11:00:00Z'))
    const page = await (await signedIn()).page('/admin')
    expect(page).toContain('What is due every minute has not been done for a while.')
  })

  it('tells of a rule that has changed, and of what waits for its time', async () => {
    await operate('POST', '/api/entries', {
      title: 'Later',
      markdown: 'x',
      published: '2099-01-01',
    })
    await operate('POST', '/api/entries', {
      title: 'Sooner',
      markdown: 'x',
      published: '2098-01-01',
    })
    world({ [FEED]: serves(rss([{ title: 'A train' }])) })
    await poll(await addSource(FEED))
    await operate('PUT', '/api/topics/rail', {
      slug: 'rail',
      title: 'Rail',
      description: 'Trains',
      groups: { words: { terms: ['train', 'tram'], weight: 3 } },
    })
    const page = await (await signedIn()).page('/admin')
    expect(page).toMatch(/Being filed anew.*Rail<\/strong>: begins within a minute/s)
    expect(page).toMatch(/Waiting for their time.*Sooner.*2098.*Later.*2099/s)
  })

  it('of a newsroom without sources says where to begin', async () => {
    expect(await (await signedIn()).page('/admin')).toContain('Add the first source')
  })
})

it('what is done at the desk stands in the log as the desk’s, with the address it came from', async () => {
  await addSource(FEED, { slug: 'rail' })
  const operator = await signedIn()
  await operator.send('/admin/sources/rail/pause')
  const { audit } = await (await operate('GET', '/api/audit')).json<{ audit: object[] }>()
  expect(audit[0]).toMatchObject({
    who: 'desk',
    address: '198.51.100.7',
    method: 'PATCH',
    path: '/api/sources/rail',
    status: 200,
  })
})
