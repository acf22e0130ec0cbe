export interface MediaType {
  /** `type/subtype`, in lower case. */
  essence: string
  charset?: string
}

/**
 * RFC 9110 §8.3.1, as leniently as it is written: `text/xml;charset="utf-8"`, `text/xml charset=utf-8`,
 * `text/html; text/xml; charset=x` have all been seen.
 */
export function parseMediaType(field: string | undefined): MediaType | undefined {
  if (!field) return undefined
  const [first = '', ...rest] = field
    .toLowerCase()
    .slice(0, 500)
    .split(/[;,\s]/)
  const essence = first.trim()
  const charset = rest
    .filter((part) => part.startsWith('charset='))
    .map((part) => part.slice('charset='.length).replaceAll(/["']/g, '').trim())
    .find((value) => value !== '')
  if (!essence.includes('/')) return charset ? { essence: '', charset } : undefined
  return charset ? { essence, charset } : { essence }
}
