/** What is used of the part of Node's API that the runtime has: `nodejs_compat` in wrangler.toml. */
declare module 'node:zlib' {
  export const constants: { Z_SYNC_FLUSH: number; Z_FINISH: number }
  export function crc32(data: Uint8Array, value: number): number
  export function deflateRawSync(data: Uint8Array, options: { finishFlush: number }): Uint8Array
}
