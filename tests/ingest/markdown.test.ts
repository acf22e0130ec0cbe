import { describe, expect, it } from 'vitest'
import { markdownToHtml } from '../../src/ingest/markdown.ts'

describe('Markdown of an own entry as HTML', () => {
  it.each([
    { markdown: 'One.\n\nTwo.', html: '<p>One.</p>\n<p>Two.</p>', because: 'paragraphs' },
    { markdown: 'Two\nlines.', html: '<p>Two\nlines.</p>', because: 'a line end is no break' },
    { markdown: '*so* **so**', html: '<p><em>so</em> <strong>so</strong></p>', because: 'stress' },
    {
      markdown: '[MOD](https://example.org/a?b=1&c=2)',
      html: '<p><a href="https://example.org/a?b=1&amp;c=2">MOD</a></p>',
      because: 'a link',
    },
    {
      markdown: 'https://example.org/',
      html: '<p><a href="https://example.org/">https://example.org/</a></p>',
      because: 'GitHub links a bare URL',
    },
    { markdown: '~~old~~', html: '<p><del>old</del></p>', because: "GitHub's strikethrough" },
    {
      markdown: '- ships\n- aircraft',
      html: '<ul>\n<li>ships</li>\n<li>aircraft</li>\n</ul>',
      because: 'a list',
    },
    { markdown: '5 < 6 & 7', html: '<p>5 &lt; 6 &amp; 7</p>', because: 'text is escaped' },
    { markdown: '防衛**省**', html: '<p>防衛<strong>省</strong></p>', because: 'no spaces needed' },
    { markdown: '', html: '', because: 'nothing is nothing' },
  ])('$because: $markdown', ({ markdown, html }) => {
    expect(markdownToHtml(markdown)).toBe(html)
  })

  it('makes a table', () => {
    expect(markdownToHtml('| a |\n| - |\n| b |')).toContain('<td>b</td>')
  })

  it('leaves HTML to the sanitiser that comes after', () => {
    expect(markdownToHtml('<em>so</em>')).toBe('<p><em>so</em></p>')
  })
})
