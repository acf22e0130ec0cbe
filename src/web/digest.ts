const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const digest = async (algorithm: 'SHA-1' | 'SHA-256', bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest(algorithm, Uint8Array.from(bytes)))

/** SHA-256 of a text's UTF-8, in lower-case hexadecimal. */
export async function sha256(text: string): Promise<string> {
  return hex(await digest('SHA-256', new TextEncoder().encode(text)))
}

/** RFC 9562 §6.6: the namespace for names that are URLs. */
const URL_NAMESPACE = Uint8Array.from(
  '6ba7b8119dad11d180b400c04fd430c8'.match(/../g) ?? [],
  (byte) => Number.parseInt(byte, 16),
)

/** RFC 9562 §5.5: `urn:uuid:` of version 5 in the URL namespace; the same name always gives the same. */
export async function uuidUrn(name: string): Promise<string> {
  const named = new TextEncoder().encode(name)
  const input = new Uint8Array(URL_NAMESPACE.length + named.length)
  input.set(URL_NAMESPACE)
  input.set(named, URL_NAMESPACE.length)
  const bytes = (await digest('SHA-1', input)).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const text = hex(bytes)
  const groups = [0, 8, 12, 16, 20, 32]
  return `urn:uuid:${groups
    .slice(1)
    .map((end, i) => text.slice(groups[i], end))
    .join('-')}`
}
