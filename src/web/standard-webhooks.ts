/**
 * Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const PREFIX = 'whsec_'

/** "Between 24 bytes (192 bits) and 64 bytes (512 bits)", in base64, mostly after a prefix. */
export function signingKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  const base64 = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined
  const key = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)
  return key.length >= 24 && key.length <= 64 ? key : undefined
}

/** The headers that tell its reader who sent this, and that nobody has changed it. */
export async function signedHeaders(
  key: Uint8Array<ArrayBuffer>,
  { id, payload }: { id: string; payload: string },
  now: Date,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${payload}`)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, signed))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCodePoint(...signature))}`,
  }
}
