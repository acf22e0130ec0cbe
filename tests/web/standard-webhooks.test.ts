import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { signedHeaders, signingKey } from '../../src/web/standard-webhooks.ts'

const SECRET = `whsec_${btoa('a secret of thirty-two bytes, so')}`
const now = new Date()
const message = { id: 'msg_1', payload: '{"type":"alert.test","message":"Grüße, 鉄道"}' }

const signed = async () => {
  const key = signingKey(SECRET)
  if (!key) throw new Error('it is one')
  return signedHeaders(key, message, now)
}

describe('a signed message, as the specification’s own library reads it', () => {
  it('is ours', async () => {
    const reader = new Webhook(SECRET)
    expect(reader.verify(message.payload, await signed())).toEqual(JSON.parse(message.payload))
  })

  it.each([
    { how: 'changed', payload: message.payload.replace('test', 'best'), secret: SECRET },
    { how: 'signed by another', payload: message.payload, secret: `whsec_${btoa('b'.repeat(32))}` },
  ])('is not when $how', async ({ payload, secret }) => {
    const headers = await signed()
    expect(() => new Webhook(secret).verify(payload, headers)).toThrow('No matching signature')
  })
})

it.each([
  { secret: `whsec_${btoa('x'.repeat(24))}`, bytes: 24 },
  { secret: btoa('x'.repeat(64)), bytes: 64 },
  { secret: `whsec_${btoa('x'.repeat(23))}`, bytes: undefined },
  { secret: `whsec_${btoa('x'.repeat(65))}`, bytes: undefined },
  { secret: 'whsec_not base64', bytes: undefined },
  { secret: 'whsec_abc', bytes: undefined },
  { secret: '', bytes: undefined },
])('the key of "$secret" has $bytes bytes', ({ secret, bytes }) => {
  expect(signingKey(secret)?.length).toBe(bytes)
})
