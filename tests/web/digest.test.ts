import { expect, it } from 'vitest'
import { sha256, uuidUrn } from '../../src/web/digest.ts'

it('sha256 agrees with FIPS 180-4, appendix B.1', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

it('a URL becomes the UUID that RFC 9562, appendix A.4, would give it', () => {
  // Taken from Python: uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.com/feed guid-1')
  expect(uuidUrn('https://example.com/feed guid-1')).toBe(
    'urn:uuid:3b2e76cf-36d7-502d-9bdc-bff17d238f6c',
  )
})
