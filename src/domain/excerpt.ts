/** Characters a person sees, words whole: a cut through either is not what was written. */
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The beginning of a plain text, on one line, with an ellipsis where more was said. */
export function excerpt(text: string, maxCharacters: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  // No character is shorter than one code unit, so only what is longer has to be counted.
  if (line.length <= maxCharacters) return line
  const beginning = line.slice(0, maxCharacters * 8)
  const characters = Array.from(GRAPHEMES.segment(beginning), ({ segment }) => segment)
  const isWhole = beginning.length === line.length
  if (isWhole && characters.length <= maxCharacters) return line
  const cut = characters.slice(0, maxCharacters).join('')
  const lastSpace = cut.lastIndexOf(' ')
  // Scripts without spaces are cut where they are; a word is given up only near the end.
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`
}
