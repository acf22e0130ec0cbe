/**
 * A text in which each URL is cut to its origin: user and password stand before the host, tokens
 * behind it.
 */
export function withoutPaths(text: string): string {
  return text.replaceAll(/https?:\/\/[^\s"'<>\\]+/gi, (url) => {
    const parsed = URL.parse(url)
    return parsed === null ? '(URL)' : `${parsed.protocol}//${parsed.host}/…`
  })
}
