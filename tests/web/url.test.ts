import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHttpUrl, resolveUrl } from '../../src/web/url.ts'

const base = 'http://a/b/c/d;p?q'

describe('a reference', () => {
  // RFC 3986 §5.4.1 and §5.4.2
  it.each(
    Object.entries({
      'g:h': 'g:h',
      g: 'http://a/b/c/g',
      './g': 'http://a/b/c/g',
      'g/': 'http://a/b/c/g/',
      '/g': 'http://a/g',
      '//g': 'http://g',
      '?y': 'http://a/b/c/d;p?y',
      'g?y': 'http://a/b/c/g?y',
      '#s': 'http://a/b/c/d;p?q#s',
      'g#s': 'http://a/b/c/g#s',
      ';x': 'http://a/b/c/;x',
      '': 'http://a/b/c/d;p?q',
      '.': 'http://a/b/c/',
      './': 'http://a/b/c/',
      '..': 'http://a/b/',
      '../g': 'http://a/b/g',
      '../../g': 'http://a/g',
      '../../../g': 'http://a/g',
      '/./g': 'http://a/g',
      'g.': 'http://a/b/c/g.',
      '..g': 'http://a/b/c/..g',
      './../g': 'http://a/b/g',
      'g/./h': 'http://a/b/c/g/h',
      'g/../h': 'http://a/b/c/h',
      'g?y/../x': 'http://a/b/c/g?y/../x',
    }),
  )('%s is %s', (reference, absolute) => {
    expect(resolveUrl(reference, base)).toBe(absolute)
  })

  it.each([
    {
      written: 'HTTP://Www.Example.org/%7ebob',
      url: 'HTTP://Www.Example.org/%7ebob',
      because: 'spelling is kept',
    },
    { written: 'À', url: 'http://a/b/c/À', because: 'letters stay letters' },
    {
      written: ' http://x/a\n b ',
      url: 'http://x/a%20b',
      because: 'line breaks are the document’s, a space is not',
    },
    { written: 'http://x/"<>', url: 'http://x/%22%3C%3E', because: 'these would end an attribute' },
  ])('$written is $url: $because', ({ written, url }) => {
    expect(resolveUrl(written, base)).toBe(url)
  })

  it('without a base, or with one that is none, stays as it is', () => {
    expect(resolveUrl('g', undefined)).toBe('g')
    expect(resolveUrl('g', 'mailto:a@b')).toBe('g')
  })

  it.each([
    { written: 'http://x/', is: true },
    { written: 'HTTPS://x', is: true },
    { written: 'http:///x', is: false },
    { written: 'http://', is: false },
    { written: 'http://[x', is: false },
    { written: 'javascript:alert(1)', is: false },
    { written: '/x', is: false },
  ])('$written is a URL of the web: $is', ({ written, is }) => {
    expect(isHttpUrl(written)).toBe(is)
  })

  it('resolves as the web’s own parser does, spelling aside', () => {
    const segment = fc.constantFrom('..', '.', '', 'a', 'b.c', '~d')
    const path = fc.array(segment, { maxLength: 6 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(path, path, (reference, directory) => {
        fc.pre(!reference.startsWith('//') && !directory.startsWith('//'))
        const from = new URL(directory, 'http://host.example/').href
        expect(new URL(resolveUrl(reference, from)).href).toBe(new URL(reference, from).href)
      }),
    )
  })
})
