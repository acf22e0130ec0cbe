/** A URL without its user and password, and what they are as a header field. */
export interface WithCredentials {
  url: string
  /** `Authorization`: RFC 7617, in UTF-8. */
  authorization?: string
}

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    // A lone % is part of the password then.
    return part
  }
}

/**
 * Takes user and password out of a URL. `fetch` refuses URLs that carry them, and wherever such a
 * URL is shown, the password is.
 */
export function withoutCredentials(url: string): WithCredentials {
  if (!/^https?:\/\/[^/?#]*@/i.test(url)) return { url }
  const parsed = URL.parse(url)
  if (parsed === null) return { url }
  const pair = `${decoded(parsed.username)}:${decoded(parsed.password)}`
  parsed.username = ''
  parsed.password = ''
  const bytes = new TextEncoder().encode(pair)
  return {
    url: parsed.href,
    ...(pair !== ':' && { authorization: `Basic ${btoa(String.fromCodePoint(...bytes))}` }),
  }
}

/** A new address of the same host with the user and password of its old one. */
export function withCredentialsOf(old: string, url: string): string {
  const [from, to] = [URL.parse(old), URL.parse(url)]
  if (from === null || to === null || from.hostname !== to.hostname) return url
  if (from.username === '' && from.password === '') return url
  to.username = from.username
  to.password = from.password
  return to.href
}
