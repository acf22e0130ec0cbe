import { describe, expect, it } from 'vitest'
import { escapeAttribute, escapeText } from '../../src/web/html.ts'

describe('text in a page', () => {
  it('cannot begin a tag or a reference', () => {
    expect(escapeText('a < b & "c" > d')).toBe('a &lt; b &amp; "c" &gt; d')
  })

  it('cannot end its attribute', () => {
    expect(escapeAttribute('"><script>')).toBe('&quot;&gt;&lt;script&gt;')
  })
})
