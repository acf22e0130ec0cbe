/**
 * JSON that breaks off, ended where its last complete list member ended; JSON with something after
 * it, without that. One pass; undefined when there is nothing whole to keep.
 */
export function mendJson(text: string): string | undefined {
  const open: string[] = []
  let inString = false
  let cut = -1
  let closers = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{') open.push('}')
    else if (character === '[') open.push(']')
    else if (character === '}' || character === ']') {
      if (open.pop() !== character) break
      // `{"items": [{…}` is where a feed can be cut: after a member of a list of the outermost object.
      if (open.length === 2 && open[1] !== ']') continue
      if (open.length > 2) continue
      cut = at + 1
      closers = open.toReversed().join('')
      if (open.length === 0) break
    }
  }
  return cut < 0 ? undefined : text.slice(0, cut) + closers
}
