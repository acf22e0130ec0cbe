import { describe, expect, it } from 'vitest'
import { contradiction, tieBetween } from '../../src/cluster/compare.ts'
import type { Member } from '../../src/domain/story.ts'
import { memberOf } from '../support/stories.ts'

const rungOf = (a: Member, b: Member) => tieBetween(a, b)?.rung
const AGREEMENT =
  'The United Kingdom and Japan have opened formal talks on a reciprocal access agreement, which would let the armed forces of both countries train and exercise together, the Ministry of Defence in London announced after a meeting of ministers in Tokyo.'
const RETOLD =
  'Britain and Japan moved closer on Tuesday as ministers meeting in Tokyo began talks on a reciprocal access agreement. British and Japanese troops could then train on the soil of the other without months of paperwork, officials said; the Ministry of Defence spoke of a milestone for security in the Indo-Pacific.'

describe('the ladder', () => {
  it.each([
    {
      rung: 'same-id',
      a: { id: 'urn:x:1', title: 'Talks open' },
      b: { id: 'urn:x:1', title: 'Something else', sortAt: '2020-01-01T00:00:00Z' },
    },
    {
      rung: 'same-page',
      a: { url: 'http://www.example.org/a/', title: 'Talks open' },
      b: { url: 'https://m.example.org/a?amp=1', title: 'A page worth reading' },
    },
    {
      rung: 'same-text',
      a: { title: 'UK and Japan open access talks', text: AGREEMENT },
      b: { title: 'Japan and UK begin talks', text: AGREEMENT },
    },
    {
      rung: 'same-text',
      a: { title: 'UK and Japan open access talks', text: AGREEMENT },
      b: { title: 'UK and Japan open access talks', text: `${AGREEMENT.slice(0, 180)} …` },
    },
    {
      rung: 'same-event',
      a: { title: 'UK and Japan open talks on access agreement', text: AGREEMENT },
      b: { title: 'Britain, Japan begin access agreement talks', text: RETOLD },
    },
    {
      rung: 'same-event',
      a: { title: 'Exchange Mt. Gox files for bankruptcy protection in US' },
      b: { title: 'UPDATE 2-Mt. Gox files for US bankruptcy protection, exchange says' },
    },
    {
      rung: 'same-event',
      a: { title: '英国と日本が円滑化協定の交渉を開始' },
      b: { title: '日本と英国が円滑化協定の交渉を開始' },
    },
  ])('$rung: $a.title / $b.title', ({ rung, a, b }) => {
    expect(rungOf(memberOf(a), memberOf(b))).toBe(rung)
    expect(rungOf(memberOf(b), memberOf(a))).toBe(rung)
  })
})

const RETURN =
  'returned to Portsmouth on Friday after a deployment of seven months in the Indian Ocean, where her crew of two hundred sailors escorted merchant ships, trained with allies and seized drugs worth millions. Families lined the harbour walls to greet the ship.'

describe('never one story', () => {
  it.each([
    {
      because: 'they are in different languages',
      a: { title: 'Navarra Festival opens Pamplona', language: 'en' },
      b: { title: 'Navarra Festival opens Pamplona', language: 'es' },
    },
    {
      because: 'one of them is a correction',
      a: { title: 'Minister opens base on Guam', text: AGREEMENT, url: 'https://example.org/a' },
      b: {
        title: 'CORRECTED-Minister opens base on Guam',
        text: AGREEMENT,
        url: 'https://example.org/a',
      },
    },
    {
      because: 'one of them is a correction',
      a: { title: 'Correction: talks between UK and Japan', text: AGREEMENT },
      b: { title: 'Talks between UK and Japan', text: AGREEMENT },
    },
    {
      because: 'their titles differ by a number, a date or a direction',
      a: { title: 'Afghanistan casualty bulletin 12', text: AGREEMENT },
      b: { title: 'Afghanistan casualty bulletin 13', text: AGREEMENT },
    },
    {
      because: 'their titles differ by a number, a date or a direction',
      a: { title: 'Armed forces monthly statistics: March', text: AGREEMENT },
      b: { title: 'Armed forces monthly statistics: April', text: AGREEMENT },
    },
    {
      because: 'their titles differ by a number, a date or a direction',
      a: { title: 'Three sailors killed in harbour collision', text: AGREEMENT },
      b: { title: 'Five sailors killed in harbour collision', text: AGREEMENT },
    },
    {
      because: 'their titles differ by a number, a date or a direction',
      a: { title: 'Storm floods northern coast of the island', text: AGREEMENT },
      b: { title: 'Storm floods southern coast of the island', text: AGREEMENT },
    },
    {
      because: 'their titles differ by a name',
      a: {
        title: 'Warship Diamond returns home after long deployment',
        text: `HMS Diamond ${RETURN}`,
      },
      b: {
        title: 'Warship Dauntless returns home after long deployment',
        text: `HMS Dauntless ${RETURN}`,
      },
    },
    {
      because: 'their titles differ by a name',
      a: { title: 'Floods close schools and roads across Kent' },
      b: { title: 'Floods close schools and roads across Essex' },
    },
    {
      because: 'their titles differ by a name',
      a: { title: 'Floods Close Schools And Roads Across Kent' },
      b: { title: 'Floods Close Schools And Roads Across Essex' },
    },
    {
      because: 'their publisher tells them apart under one title',
      a: { source: 's', title: 'Notice of firing times on the ranges', text: AGREEMENT },
      b: {
        source: 's',
        title: 'Notice of firing times on the ranges',
        text: `HMS Diamond ${RETURN}`,
      },
    },
  ])('$because: $a.title / $b.title', ({ because, a, b }) => {
    expect(contradiction(memberOf(a), memberOf(b))).toBe(because)
    expect(contradiction(memberOf(b), memberOf(a))).toBe(because)
    expect(tieBetween(memberOf(a), memberOf(b))).toBeUndefined()
  })

  it.each([
    {
      because: 'a few common words are no event',
      a: { title: 'New ship' },
      b: { title: 'New ship' },
    },
    {
      because: 'what is alike after a week is another one like it',
      a: { title: 'Notice of firing times on the ranges', text: AGREEMENT },
      b: {
        title: 'Notice of firing times on the ranges',
        text: AGREEMENT,
        sortAt: '2026-11-09T10:00:00Z',
      },
    },
    {
      because: 'a publisher that puts the same text on another page days later has a series',
      a: { source: 's', title: 'The week in photos', text: AGREEMENT, url: 'https://a.example/1' },
      b: {
        source: 's',
        title: 'The week in photos',
        text: AGREEMENT,
        url: 'https://a.example/2',
        sortAt: '2026-11-05T10:00:00Z',
      },
    },
    {
      because: 'what one source tells in other words is how the story goes on',
      a: { source: 's', title: 'UK and Japan open talks on access agreement', text: AGREEMENT },
      b: { source: 's', title: 'Britain, Japan begin access agreement talks', text: RETOLD },
    },
    {
      because: 'and so is what one site tells, be it in two feeds',
      a: {
        title: 'UK and Japan open talks on access agreement',
        text: AGREEMENT,
        url: 'https://a.example/1',
      },
      b: {
        title: 'Britain, Japan begin access agreement talks',
        text: RETOLD,
        url: 'https://www.a.example/2',
      },
    },
    {
      because: 'a note that stands under everything is no text',
      a: { title: 'Ten brands that advertise most', text: AGREEMENT },
      b: { title: 'How giants sink their teeth into newspapers', text: AGREEMENT },
    },
    {
      because: 'one source links all its entries to one page',
      a: { source: 's', url: 'https://example.org/list', title: 'A bridge is closed' },
      b: { source: 's', url: 'https://example.org/list', title: 'A school is opened' },
    },
  ])('$because', ({ a, b }) => {
    expect(tieBetween(memberOf(a), memberOf(b))).toBeUndefined()
  })
})

it('a language that nobody declared speaks against nothing', () => {
  const title = 'Exchange Mt. Gox files for bankruptcy protection in the United States'
  expect(rungOf(memberOf({ title }), memberOf({ title, language: 'en-GB' }))).toBe('same-event')
  expect(rungOf(memberOf({ title, language: 'en' }), memberOf({ title, language: 'en-GB' }))).toBe(
    'same-event',
  )
})
