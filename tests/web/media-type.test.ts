import { describe, expect, it } from 'vitest'
import { isJson, isXml, parseMediaType } from '../../src/web/media-type.ts'

describe('a Content-Type', () => {
  it.each([
    { field: 'text/xml', type: { essence: 'text/xml' } },
    {
      field: 'Application/RSS+XML; Charset="UTF-8"',
      type: { essence: 'application/rss+xml', charset: 'utf-8' },
    },
    { field: 'text/xml charset=koi8-r', type: { essence: 'text/xml', charset: 'koi8-r' } },
    { field: 'text/html; text/xml;charset=x', type: { essence: 'text/html', charset: 'x' } },
    { field: 'text/xml; charset=', type: { essence: 'text/xml' } },
    { field: 'charset=utf-8', type: undefined },
    { field: '', type: undefined },
  ])('$field is understood', ({ field, type }) => {
    expect(parseMediaType(field)).toEqual(type)
  })

  it('tells XML and JSON by suffix too', () => {
    expect(['text/xml', 'application/atom+xml', 'text/html'].map(isXml)).toEqual([
      true,
      true,
      false,
    ])
    expect(['application/json', 'application/feed+json', 'text/plain'].map(isJson)).toEqual([
      true,
      true,
      false,
    ])
  })
})
