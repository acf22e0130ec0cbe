import { describe, expect, it } from 'vitest'
import { hasEnded } from '../../src/ingest/govuk-ended.ts'
import { readDocument } from '../../src/ingest/read.ts'

const NOTICE = {
  id: 'tag:www.gov.uk,2005:government/announcements/feed-ended',
  title: 'This feed has ended',
}

const entry = ({ id = 'urn:x:1', title = '', more = '' }) =>
  `<entry><id>${id}</id><title>${title}</title><summary type="html">&lt;p&gt;This feed no longer exists.&lt;/p&gt;</summary>${more}</entry>`
const atom = (...inside: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom">
   <id>tag:www.gov.uk,2005:/government/announcements</id><title>/government/announcements</title>${inside.join('')}</feed>`
const author = '<author><name>HM Government</name></author>'
const updated = '<updated>2026-06-24T00:00:00Z</updated>'

async function ended(xml: string): Promise<boolean> {
  const outcome = await readDocument({
    url: 'https://www.gov.uk/government/announcements.atom',
    body: new TextEncoder().encode(xml),
  })
  if (outcome.kind !== 'feed') throw new Error(outcome.what)
  return hasEnded(outcome.document)
}

describe("GOV.UK's notice that a feed has ended", () => {
  it.each([
    { like: "a retired finder's: no dates, no author", xml: atom(entry(NOTICE)) },
    {
      like: "a retired topic's: dated and signed",
      xml: atom(updated, entry({ ...NOTICE, more: updated + author })),
    },
    { like: 'with an id of its own', xml: atom(entry({ title: NOTICE.title })) },
    {
      like: 'with a link to what replaces it',
      xml: atom(entry({ ...NOTICE, more: '<link href="https://www.gov.uk/search"/>' })),
    },
  ])('$like', async ({ xml }) => {
    expect(await ended(xml)).toBe(true)
  })
})

describe('what only looks like it', () => {
  const story = { id: 'https://blog.example/1', title: NOTICE.title }
  it.each([
    { but: 'it is dated', xml: atom(entry({ ...story, more: updated })) },
    { but: 'its feed is dated', xml: atom(updated, entry(story)) },
    { but: 'it is signed', xml: atom(entry({ ...story, more: author })) },
    { but: 'its feed is signed', xml: atom(author, entry(story)) },
    { but: 'it is one of two', xml: atom(entry(NOTICE), entry({ title: 'Another' })) },
    {
      but: 'it says more',
      xml: atom(entry({ id: 'urn:x:1', title: 'This feed has ended its trial' })),
    },
    {
      but: 'it says something else under that id',
      xml: atom(entry({ ...NOTICE, title: 'All is well' })),
    },
    { but: 'only its text says so', xml: atom(entry({ title: 'News' })) },
    { but: 'it is empty', xml: atom() },
    {
      but: 'it is RSS, which demands neither date nor author',
      xml: `<rss version="2.0"><channel><title>x</title><item><title>${NOTICE.title}</title></item></channel></rss>`,
    },
  ])('is a feed like any other: $but', async ({ xml }) => {
    expect(await ended(xml)).toBe(false)
  })
})
