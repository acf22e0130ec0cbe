import { describe, expect, it } from 'vitest'
import { parseMediaType } from '../../src/web/media-type.ts'

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
})
