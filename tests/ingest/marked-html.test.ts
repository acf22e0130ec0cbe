import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markedHtml } from '../../src/ingest/marked-html.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'

/** These words of the plain text, the first time each stands there. */
const quotesIn = (plain: string, words: string[]) =>
  words.map((quote) => ({ offset: plain.indexOf(quote), quote }))

function marked(dirty: string, ...words: string[]): string {
  const html = sanitize(dirty)
  const plain = plainText(html)
  return markedHtml(html, plain, quotesIn(plain, words))
}

describe('the words that count are marked in the HTML they were found in', () => {
  it.each([
    { html: '<p>A ship.</p>', words: ['ship'], marks: '<p>A <mark>ship</mark>.</p>' },
    {
      html: '<p>The <b>Ministry</b> of   Defence</p>',
      words: ['Ministry of Defence'],
      marks: '<p>The <b><mark>Ministry</mark></b> <mark>of   Defence</mark></p>',
    },
    {
      html: '<p>R&amp;D &lt;ship&gt;</p><p>ship</p>',
      words: ['ship'],
      marks: '<p>R&amp;D &lt;<mark>ship</mark>&gt;</p><p>ship</p>',
    },
    { html: '<p>艦と🚢船</p>', words: ['船'], marks: '<p>艦と🚢<mark>船</mark></p>' },
    {
      html: '<ul><li>one<li>two</ul>',
      words: ['one', 'two'],
      marks: '<ul><li><mark>one</mark></li><li><mark>two</mark></li></ul>',
    },
    {
      html: '<p>sea ship</p>',
      words: ['sea', 'ship'],
      marks: '<p><mark>sea</mark> <mark>ship</mark></p>',
    },
    { html: '<p>sea ship</p>', words: ['sea ship', 'ship'], marks: '<p><mark>sea ship</mark></p>' },
    { html: '<p>nothing</p>', words: [], marks: '<p>nothing</p>' },
  ])('$html: $words', ({ html, words, marks }) => {
    expect(marked(html, ...words)).toBe(marks)
  })

  const html = fc
    .array(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<br>',
        '&amp;',
        '&nbsp;',
        '&lt;',
        ' ',
        '\n',
        'ship',
        'é',
        '🚢',
        '船',
        '<img src="x" alt="ship">',
        '&amp;amp;',
        'a',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''))

  it('and nothing else of it changes, whatever it is', () => {
    fc.assert(
      fc.property(html, fc.nat(), fc.nat(), (dirty, from, length) => {
        const clean = sanitize(dirty)
        const plain = plainText(clean)
        const quote = plain.slice(from % (plain.length + 1)).slice(0, length % 20)
        const quotes = [{ offset: from % (plain.length + 1), quote }]

        const result = markedHtml(clean, plain, quotes)

        expect(result.replaceAll(/<\/?mark>/g, '')).toBe(clean)
        const shown = [...result.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, text = '']) => text)
        expect(plainText(shown.join('')).replaceAll(/\s/g, '')).toBe(quote.replaceAll(/\s/g, ''))
      }),
      { numRuns: 500 },
    )
  })
})
