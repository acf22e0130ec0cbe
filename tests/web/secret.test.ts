import { describe, expect, it } from 'vitest'
import { hmac, isSameSecret } from '../../src/web/secret.ts'

it('signs as RFC 4231 §4.3 does', () => {
  const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  expect(hmac('Jefe', 'what do ya want for nothing?')).toBe(
    Buffer.from(hex, 'hex').toString('base64url'),
  )
})

describe('two secrets', () => {
  it.each([
    { given: 'abc', expected: 'abc', same: true },
    { given: 'abd', expected: 'abc', same: false },
    { given: 'abcd', expected: 'abc', same: false },
    { given: '', expected: 'abc', same: false },
    { given: 'é', expected: 'e\u0301', same: false },
  ])('"$given" and "$expected": $same', ({ given, expected, same }) => {
    expect(isSameSecret(given, expected)).toBe(same)
  })
})
