import { describe, expect, it } from 'vitest'
import { parseEmbedQuery } from '../../src/domain/embed-query.ts'
import { newest } from '../../src/embed/assets.ts'
import { codes } from '../../src/embed/codes.ts'
import { integrityOf } from '../../src/web/integrity.ts'
import { dangersIn } from '../support/dangers.ts'

const codesFor = (expression: string, parameters = '', title = 'Defence & more') => {
  const limits = { usualEntries: 5, maxEntries: 50 }
  const parsed = parseEmbedQuery(expression, new URLSearchParams(parameters), limits)
  if (parsed.kind === 'broken') throw new Error(parsed.what)
  return codes(parsed.query, { title, siteUrl: 'https://d.example', height: 598 })
}

describe('the code to copy', () => {
  it('of the element holds its script to its hash, and a link for those without script', () => {
    const { element } = codesFor('defence+sea', 'lang=ja&limit=3&q=%22a+b%22&theme=dark')
    expect(element).toContain(`integrity="${integrityOf(newest('embed.js').text)}" crossorigin`)
    expect(element).toContain(
      '<despatch-feed topic="defence+sea" languages="ja" limit="3" q="&quot;a b&quot;" theme="dark">',
    )
    expect(element).toContain(
      '<a href="https://d.example/topics/defence+sea?lang=ja&amp;q=%22a+b%22">Defence &amp; more</a>',
    )
  })

  it('of the frame gives it a title, a height and no more rights than it needs', () => {
    const { frame } = codesFor('defence')
    expect(frame).toContain(
      '<iframe src="https://d.example/embed/defence" title="Defence &amp; more"',
    )
    expect(frame).toContain(
      'height="598" sandbox="allow-scripts allow-popups allow-popups-to-escape',
    )
    expect(frame).not.toContain('allow-same-origin')
  })

  it('of the fragment is its address', () => {
    const { fragment } = codesFor('defence', 'limit=3')
    expect(fragment).toContain('virtual="https://d.example/embed/defence?limit=3&amp;as=fragment"')
  })

  it('of oEmbed is the address of the topic', () => {
    expect(codesFor('defence', 'limit=3').address).toBe('https://d.example/topics/defence\n')
  })

  it('holds nothing but what we wrote, whatever the topic is called', () => {
    const { element } = codesFor('defence', '', '</a><img src=x onerror=alert(1)>')
    expect(dangersIn(element.replace(/^<script[^>]*><\/script>/, ''))).toEqual([])
  })
})
