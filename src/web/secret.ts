import { createHmac, timingSafeEqual } from 'node:crypto'
import { sha256 } from './digest.ts'

/** RFC 2104 with SHA-256, in base64url (RFC 4648 §5): what only who has the key can make. */
export const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url')

/** Compares without telling by its time how much was right. */
export function isSameSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => new TextEncoder().encode(sha256(text)))
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
