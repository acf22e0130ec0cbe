import { describe, expect, it } from 'vitest'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { shownHtml } from '../../src/pages/shown-html.ts'

describe('the HTML of an entry on a page', () => {
  it('lets pictures come when they are needed', () => {
    expect(shownHtml(sanitize('<p>a<img src="https://x.example/a.png" width="9"></p>'))).toBe(
      '<p>a<img loading="lazy" decoding="async" src="https://x.example/a.png" width="9" /></p>',
    )
  })

  it('is otherwise as it was stored', () => {
    const html = sanitize('<p title="<img a">1 &lt;img 2</p>')
    expect(shownHtml(html)).toBe(html)
    expect(shownHtml(undefined)).toBe('')
  })
})
