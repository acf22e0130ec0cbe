import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/ingest/plain-text.ts'

describe('what a person reads of HTML', () => {
  it.each([
    { html: 'a  b\n c', text: 'a b c', because: 'white space is one space' },
    {
      html: '<p>One</p><p>Two</p>',
      text: 'One\nTwo',
      because: 'blocks stand on lines of their own',
    },
    { html: 'a<br>b<br/>c', text: 'a\nb\nc', because: 'line breaks break lines' },
    { html: 'un<b>believ</b>able', text: 'unbelievable', because: 'other tags part nothing' },
    { html: '<ul><li>a<li>b</ul>', text: 'a\nb', because: 'items are blocks' },
    {
      html: 'AT&amp;T &lt;3 &eacute;&#8212;&nbsp;x',
      text: 'AT&T <3 é—\u00A0x',
      because: 'references are characters',
    },
    { html: '&amp;lt;', text: '&lt;', because: 'once, not twice' },
    { html: 'a<script>b</script><style>c</style>d', text: 'ad', because: 'code is not read' },
    {
      html: 'a <img alt="b"> c <!-- d -->',
      text: 'a c',
      because: 'neither are pictures and comments',
    },
    { html: '1 < 2 and 3 > 2', text: '1 < 2 and 3 > 2', because: 'signs are no tags' },
    { html: '', text: '', because: 'nothing is nothing' },
  ])('$html is $text: $because', ({ html, text }) => {
    expect(plainText(html)).toBe(text)
  })

  it('is the text itself when there are no tags in it', () => {
    const word = fc.stringMatching(/^[a-zé年😀]{1,8}$/u)
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(plainText(words.join(' '))).toBe(words.join(' '))
      }),
    )
  })
})
