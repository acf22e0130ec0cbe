import { createHash } from 'node:crypto'

/** Subresource Integrity §3.3: what a page names beside a script, so that it gets these bytes or none. */
export const integrityOf = (text: string): string =>
  `sha384-${createHash('sha384').update(text).digest('base64')}`
