/** The little of Node's module that we use; its whole types would offer files and sockets to every floor. */
declare module 'node:crypto' {
  interface Hash {
    update(data: string | Uint8Array): Hash
    digest(encoding: 'hex' | 'base64'): string
  }
  interface Hmac {
    update(data: string | Uint8Array): Hmac
    digest(encoding: 'hex' | 'base64' | 'base64url'): string
  }
  export function createHash(algorithm: 'sha1' | 'sha256' | 'sha384'): Hash
  export function createHmac(algorithm: 'sha256', key: string): Hmac
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
}
