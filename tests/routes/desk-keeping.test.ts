import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signedIn, visitor } from '../support/workerd/desk.ts'
import {
  addSource,
  applyNewsroom,
  get,
  NEWSROOM,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://rail.example/feed'

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

async function newsroomWith(keep: object, ...titles: string[]) {
  await applyNewsroom({ newsroom: { ...NEWSROOM.newsroom, ...keep } })
  const items = titles.map((title, i) => ({ title, date: `Sun, 0${i + 1} Nov 2026 10:00:00 GMT` }))
  world({ [FEED]: serves(rss(items)) })
  await poll(await addSource(FEED, { slug: 'rail' }))
}

describe('how long entries are kept', () => {
  it('is told of the newsroom, its topics and its sources, in words', async () => {
    await newsroomWith({ keep: { days: 400 } }, 'A train')
    await operate('PATCH', '/api/sources/rail', { keep: { days: 30, entries: 1000 } })
    await operate('PUT', '/api/topics/sea', {
      title: 'Sea',
      description: 'About it',
      groups: { words: { terms: ['ship'] } },
      keep: {},
    })
    const page = await (await signedIn()).page('/admin/keeping')
    expect(page).toContain('<dt>The newsroom</dt><dd>for 400 days</dd>')
    expect(page).toMatch(
      /sources\/rail\/edit">rail<\/a><\/dt><dd>for 30 days, and of these the newest 1,000/,
    )
    expect(page).toMatch(/topics\/sea\/edit">Sea<\/a><\/dt><dd>for ever/)
    expect(page).toContain('Nothing that is stored is old enough to go.')
    expect(page).toContain('Nothing was ever removed.')
  })

  it('and what would go by it, in numbers, with the oldest that stays', async () => {
    await newsroomWith({ keep: { entries: 1 } }, 'A train', 'A train too', 'A train again')
    const page = await (await signedIn()).page('/admin/keeping')
    expect(page).toContain('2 entries, within some hours')
    expect(page).toMatch(/topics\/rail">RAIL<\/a><\/td><td>2<\/td><td><time datetime="2026-11-03/)
  })
})

describe('the newsroom as an archive', () => {
  it('is exported and imported elsewhere, with the same feeds', async () => {
    await newsroomWith({}, 'A train', 'A tree')
    const feed = await (await get('/topics/rail.atom')).text()
    const exported = await (await signedIn()).get('/admin/keeping/export')
    expect(exported.headers.get('content-disposition')).toMatch(/^attachment; filename="despatch-/)
    expect(exported.headers.get('cache-control')).toBe('no-store')
    const archive = await exported.blob()

    await reset()
    const operator = await signedIn()
    const form = new FormData()
    form.set('form-token', await operator.formToken())
    form.set('archive', new File([archive], 'despatch.ndjson.gz'))
    const sent = await operator.post('/admin/keeping/import', form)
    expect(sent.status).toBe(303)
    expect(await operator.page('/admin/keeping')).toContain('Imported: the newsroom is here')
    expect(await (await get('/topics/rail.atom')).text()).toBe(feed)
  })

  it.each([
    { of: 'nothing', bytes: '', says: 'Choose the file that an export has made.' },
    { of: 'what is none', bytes: 'hello', says: 'Nothing of it is shown' },
  ])('of $of is refused at its field, and changes nothing', async ({ bytes, says }) => {
    const operator = await signedIn()
    const form = new FormData()
    form.set('form-token', await operator.formToken())
    form.set('archive', new File([bytes], 'a.gz'))
    const sent = await operator.post('/admin/keeping/import', form)
    const page = await sent.text()
    expect(sent.status).toBe(422)
    expect(page).toContain(says)
    expect(page).toContain('id="error-archive"')
    expect(await env.DB.prepare('SELECT count(*) AS n FROM entries').first('n')).toBe(0)
  })

  it('into a newsroom that is not fresh is refused', async () => {
    await newsroomWith({}, 'A train')
    const operator = await signedIn()
    const archive = await (await operator.get('/admin/keeping/export')).blob()
    const form = new FormData()
    form.set('form-token', await operator.formToken())
    form.set('archive', new File([archive], 'a.gz'))
    expect((await operator.post('/admin/keeping/import', form)).status).toBe(422)
  })

  it('of which a part is here can be given up', async () => {
    await newsroomWith({}, 'A train')
    const packed = (await operate('GET', '/api/export')).body
    const text = packed?.pipeThrough(new DecompressionStream('gzip')) ?? null
    const lines = (await new Response(text).text()).split('\n')
    await reset()
    const begun = await exports.default.fetch(
      `${SITE}/api/import?archive=${'a'.repeat(64)}&from=0`,
      { method: 'POST', headers: operatorHeaders, body: `${lines.slice(0, 3).join('\n')}\n` },
    )
    expect(begun.status).toBe(200)
    const operator = await signedIn()
    expect(await operator.page('/admin/keeping')).toContain('has not ended: 3 lines are here')
    await operator.send('/admin/keeping/abandon')
    const page = await operator.page('/admin/keeping')
    expect(page).toContain('Given up: the newsroom is empty.')
    expect(page).not.toContain('has not ended')
  })

  it('is for nobody who is not signed in', async () => {
    await newsroomWith({}, 'A train')
    const answer = await visitor().get('/admin/keeping/export')
    expect(answer.status).toBe(303)
    expect(await answer.text()).toBe('')
  })
})

it('without a webhook says what to set, and a test says the same', async () => {
  await applyNewsroom()
  const operator = await signedIn()
  expect(await operator.page('/admin/keeping')).toContain('set ALERT_WEBHOOK and ALERT_SECRET')
  await operator.send('/admin/keeping/test-alert')
  expect(await operator.page('/admin/keeping')).toMatch(
    /class="flash failed"[^>]*>There is no webhook/,
  )
})
