/** As many as a newsroom has feeds that are asked for again and again. */
const MAX_REMEMBERED = 1000

/** A function of a request's address and its Accept that is worked out once for each of them. */
export function remembered<T>(
  read: (url: string, accept: string | null) => T,
): (url: string, accept: string | null) => T {
  const known = new Map<string, T>()
  return (url, accept) => {
    const asked = `${url} ${accept ?? ''}`
    const before = known.get(asked)
    if (before !== undefined) return before
    if (known.size >= MAX_REMEMBERED) known.clear()
    const answer = read(url, accept)
    known.set(asked, answer)
    return answer
  }
}
