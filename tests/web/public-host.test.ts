import { describe, expect, it } from 'vitest'
import { refusalToFetch } from '../../src/web/public-host.ts'

describe('a request may leave', () => {
  it.each([
    'https://www.gov.uk/a.atom',
    'http://8.8.8.8/',
    'https://[2606:4700::1111]/feed',
    // What carries a public IPv4 address leads to it: mapped, NAT64, 6to4, Teredo.
    'http://[::ffff:8.8.8.8]/',
    'http://[64:ff9b::8.8.8.8]/',
    'http://[2002:808:808::1]/',
    'http://[2001:0:4136:e378:8000:63bf:f7f7:f7f7]/',
  ])('to %s', (url) => expect(refusalToFetch(new URL(url), [])).toBeUndefined())

  it.each([
    'http://localhost/',
    'http://feeds.local/',
    'http://intranet/',
    'http://metadata.google.internal/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://2130706433/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:1::]/',
    'http://[::10.0.0.1]/',
    'http://[64:ff9b:1::8.8.8.8]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/',
    'http://[2001:db8::1]/',
    'http://[3fff::1]/',
    'http://[2001:20::1]/',
    'http://[ff02::1]/',
    'http://[::]/',
    'http://0/',
    'http://feeds.example.test./',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://127.0.0.1.:80/',
  ])('never to %s, which is private', (url) =>
    expect(refusalToFetch(new URL(url), [])).toContain('private'),
  )

  it.each([
    { url: 'https://example.com:8443/', says: 'port 8443' },
    { url: 'ftp://example.com/', says: 'not ftp' },
    { url: 'file:///etc/passwd', says: 'not file' },
  ])('never to $url: $says', ({ url, says }) =>
    expect(refusalToFetch(new URL(url), [])).toContain(says),
  )

  it.each([
    { url: 'http://127.0.0.1:8099/', privateHosts: ['127.0.0.1:8099'] },
    { url: 'http://127.0.0.1:8099/', privateHosts: ['127.0.0.1'] },
    { url: 'http://intranet/', privateHosts: ['other', 'intranet'] },
  ])('to $url when PRIVATE_HOSTS names it', ({ url, privateHosts }) =>
    expect(refusalToFetch(new URL(url), privateHosts)).toBeUndefined(),
  )

  it('to another port of a host only when that port is named', () => {
    expect(refusalToFetch(new URL('http://127.0.0.1:9/'), ['127.0.0.1:8099'])).toBeDefined()
  })
})
