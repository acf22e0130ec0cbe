import { describe, expect, it } from 'vitest'
import { withCredentialsOf, withoutCredentials } from '../../src/web/credentials.ts'

describe('user and password of a URL', () => {
  it.each([
    { url: 'https://example.org/feed?a=b@c', parts: { url: 'https://example.org/feed?a=b@c' } },
    {
      url: 'https://ann:secret@example.org/feed',
      parts: { url: 'https://example.org/feed', authorization: `Basic ${btoa('ann:secret')}` },
    },
    {
      url: 'https://ann@example.org/feed',
      parts: { url: 'https://example.org/feed', authorization: `Basic ${btoa('ann:')}` },
    },
    {
      url: 'https://a%40b:100%@example.org/',
      parts: { url: 'https://example.org/', authorization: `Basic ${btoa('a@b:100%')}` },
    },
    {
      url: 'https://ann:h%C3%A9@example.org/',
      parts: { url: 'https://example.org/', authorization: 'Basic YW5uOmjDqQ==' },
    },
    { url: 'https://@example.org/', parts: { url: 'https://example.org/' } },
  ])('of $url become a header field', ({ url, parts }) => {
    expect(withoutCredentials(url)).toEqual(parts)
  })

  it.each([
    { old: 'http://a:b@example.org/feed', url: 'https://example.org/feed', with: true },
    { old: 'http://a:b@example.org/feed', url: 'https://example.org.evil.example/', with: false },
    { old: 'http://example.org/feed', url: 'https://example.org/feed', with: false },
  ])('of $old belong to $url as well: $with', ({ old, url, with: carries }) => {
    expect(withCredentialsOf(old, url)).toBe(
      carries ? url.replace('https://', 'https://a:b@') : url,
    )
  })
})
