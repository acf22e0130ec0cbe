import { describe, expect, it } from 'vitest'
import { faultOf, unknownColumn } from '../../src/archive/check-row.ts'

const MOMENT = '2026-11-23T00:00:00Z'
const head = {
  url: 'https://a.example/',
  title: 'A ship',
  authors: [{ name: 'Ann', url: 'https://a.example/ann' }],
  contributors: [],
  categories: [],
  links: [{ href: 'https://a.example/more', rel: 'related' }],
  enclosures: [],
}
const entry = (more: object = {}, columns: object = {}) => ({
  table: 'entries',
  row: {
    key: 'k',
    id: 'urn:x',
    sort_at: MOMENT,
    first_seen_at: MOMENT,
    changed_at: MOMENT,
    updated: MOMENT,
    head: JSON.stringify({ ...head, ...more }),
    content: null,
    ...columns,
  },
})

describe('a row of an archive', () => {
  it.each([
    { row: entry(), fault: undefined, because: 'it is an entry' },
    {
      row: entry({ url: 'javascript:alert(1)' }),
      fault: /^entries\.head\.url: expected an absolute http/,
      because: 'its address runs',
    },
    {
      row: entry({ links: [{ href: 'data:text/html,x', rel: 'x' }] }),
      fault: /^entries\.head\.links\.0\.href/,
      because: 'a link runs',
    },
    {
      row: entry({ authors: [{ url: 'vbscript:x' }] }),
      fault: /^entries\.head\.authors\.0\.url/,
      because: 'an author runs',
    },
    {
      row: entry({ image: '//a.example' }),
      fault: /^entries\.head\.image/,
      because: 'its picture is nowhere',
    },
    {
      row: entry({ published: 'soon' }),
      fault: /^entries\.head\.published: expected a moment/,
      because: 'its date is none',
    },
    {
      row: entry({}, { sort_at: 'soon' }),
      fault: /^entries\.sort_at: expected a moment/,
      because: 'it stands nowhere',
    },
    {
      row: entry({}, { head: 'no JSON' }),
      fault: /^entries\.head: expected JSON/,
      because: 'it says nothing',
    },
    {
      row: { table: 'sessions', row: { digest: 'x' } },
      fault: /^there is no table "sessions" in an archive/,
      because: 'nobody may bring a session',
    },
    {
      row: { table: 'toString', row: {} },
      fault: /^there is no table/,
      because: 'that is no table',
    },
    {
      row: { table: 'hosts', row: { host: 'a' } },
      fault: undefined,
      because: 'nothing is asked of it',
    },
  ])('$fault, for $because', ({ row, fault }) => {
    expect(faultOf(row) ?? 'nothing').toMatch(fault ?? /^nothing$/)
  })

  it('names the column that is not ours', () => {
    expect(unknownColumn({ host: 'a', evil: 1 }, new Set(['host']))).toBe('evil')
    expect(unknownColumn({ host: 'a' }, new Set(['host']))).toBeUndefined()
  })
})
