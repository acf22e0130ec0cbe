import type { Operation } from '../../src/contract/operation.ts'

/** Where `npm start` listens; the reference names the newsroom's own address instead. */
const HERE = 'http://localhost:8787'

/** What a shell takes as it stands between single quotes. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A command that does what an operation is for. */
export function curlOf(method: string, template: string, operation: Operation): string | undefined {
  const { example, isPublic } = operation
  if (!example) return undefined
  const { path = template, body, headers = {} } = example
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const usual = body === undefined ? 'GET' : 'POST'
  return [
    'curl',
    ...(method === usual ? [] : [`-X ${method}`]),
    ...(isPublic ? [] : ['-H "Authorization: Bearer $ADMIN_TOKEN"']),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    quoted(`${HERE}${path}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(text)}`]),
  ].join(' ')
}
