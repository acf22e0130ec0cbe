import { describe, expect, it } from 'vitest'
import { normalizeEntry } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'

async function read(body: string) {
  const outcome = await readDocument({
    url: 'https://x.example/feed',
    body: new TextEncoder().encode(body),
  })
  if (outcome.kind !== 'feed') throw new Error(outcome.what)
  const { feed, entries, faults } = outcome.document
  return {
    entries: entries.map((entry) => {
      const { title, url } = normalizeEntry(entry, feed).content
      return url === undefined ? title : `${title} ${url.replace('https://x.example/', '')}`
    }),
    faults: faults.map(({ what }) => what).join('\n'),
  }
}

const one = '<item><title>One</title><link>https://x.example/1</link></item>'
const two = '<item><title>Two</title><link>https://x.example/2</link></item>'
const rss = (items: string) =>
  `<rss version="2.0"><channel><title>Feed</title>${items}</channel></rss>`
const both = ['One 1', 'Two 2']

describe('a damaged document gives the entries a person would see', () => {
  it.each([
    {
      damage: 'a comment without an end, and a good one later',
      body: rss(`<!-- begin ${one}<!-- middle -->${two}`),
      fault: 'a comment does not end',
    },
    {
      damage: 'a template’s instruction without an end',
      body: `<?php header("x") >${rss(one + two)}`,
      fault: 'a processing instruction does not end',
    },
    {
      damage: 'an XML declaration without its last question mark',
      body: `<?xml version="1.0">${rss(one + two)}<?later ?>`,
      fault: '',
    },
    {
      damage: 'the last quote of an attribute missing, and text after the tag',
      body: rss(
        `${one.replace('<title>', '<guid isPermaLink="false>a</guid><title>')}${two.replace('</item>', '<guid isPermaLink="false">b</guid></item>')}`,
      ),
      fault: 'the quote of an attribute does not end',
    },
    {
      damage: 'the last quote of an attribute missing before another attribute',
      body: rss(
        one +
          two.replace(
            '<title>',
            '<enclosure url="https://x.example/a.mp3 type="audio/mpeg"/><title>',
          ),
      ),
      fault: 'the quote of an attribute does not end',
    },
    {
      damage: 'a CDATA section that lost its last bracket',
      body: rss(`${one.replace('One', '<![CDATA[One]]')}${two.replace('Two', '<![CDATA[Two]]>')}`),
      fault: 'a CDATA section does not end',
    },
    {
      damage: 'the end of a CDATA section twice',
      body: rss(one.replace('One', '<![CDATA[One]]>]]>') + two),
      fault: 'stands alone',
    },
    {
      damage: 'the start tag of the first entry missing',
      body: rss(one.replace('<item>', '') + two),
      fault: 'the start tag of an entry is missing',
    },
    {
      damage: 'the start tag of another entry missing',
      body: rss(one + two.replace('<item>', '')),
      fault: 'the start tag of an entry is missing',
    },
    {
      damage: 'a title without its end, before the link',
      body: rss(one.replace('</title>', '') + two),
      fault: '<title> was never ended',
    },
    {
      damage: 'a description without its end, before the link',
      body: rss(
        `<item><title>One</title><description>Text <b>bold</b><link>https://x.example/1</link></item>${two}`,
      ),
      fault: '<description> was never ended',
    },
    {
      damage: 'an author without an end',
      body: rss(one.replace('<title>', '<author><name>Jo</name><title>') + two),
      fault: '<author> was never ended',
    },
    {
      damage: 'an end tag that does not end',
      body: rss(one.replace('</title>', '</title') + two),
      fault: 'a tag does not end',
    },
    {
      damage: 'null bytes',
      body: rss(one.replace('<title>', '<ti\0tle>') + two),
      fault: 'null bytes',
    },
    {
      damage: 'an address in angle brackets',
      body: rss(one.replace('</link>', '</link><author>Jo <jo@x.example></author>') + two),
      fault: 'a bare <',
    },
  ])('$damage', async ({ body, fault }) => {
    const { entries, faults } = await read(body)

    expect(entries).toEqual(both)
    expect(faults).toContain(fault)
  })

  it.each([
    {
      what: 'an entry that was commented out',
      body: rss(`${one}<!-- <item><title>Old</title></item> -->${two}`),
    },
    {
      what: 'an entry inside an element that is not a feed’s, in an entry',
      body: rss(
        `${one.replace('<title>', '<x:conflict xmlns:x="urn:x"><item><title>Old</title></item></x:conflict><title>')}${two}`,
      ),
    },
    {
      what: 'an RSS text input',
      body: rss(`<textInput><link>https://x.example/</link></textInput>${one}${two}`),
    },
  ])('$what is neither damage nor an entry', async ({ body }) => {
    expect(await read(body)).toEqual({ entries: both, faults: '' })
  })
})
