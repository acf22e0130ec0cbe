import type { Operation } from '../../src/contract/operation.ts'

/** Where `npm start` listens; the reference names the newsroom's own address instead. */
const HERE = 'http://localhost:8787'

/** The shell puts the token in. */
const TOKEN = '-H "Authorization: Bearer $ADMIN_TOKEN"'

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
    ...(isPublic && headers['authorization'] === undefined ? [] : [TOKEN]),
    ...Object.entries(headers)
      .filter(([name]) => name !== 'authorization')
      .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    quoted(`${HERE}${path}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(text)}`]),
  ].join(' ')
}
