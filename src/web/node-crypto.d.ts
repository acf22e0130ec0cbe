/** The little of Node's module that we use; its whole types would offer files and sockets to every floor. */
declare module 'node:crypto' {
  interface Hash {
    update(data: string | Uint8Array): Hash
    digest(encoding: 'hex' | 'base64'): string
  }
  export function createHash(algorithm: 'sha1' | 'sha256' | 'sha384'): Hash
}
