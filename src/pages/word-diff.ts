import { diffWords } from 'diff'

/** A piece of text that stayed, came or went. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/**
 * Past so many changed words a text was written anew, and both are shown whole: to compare them
 * takes time that grows with the square of this.
 */
const MAX_CHANGES = 1000

/** Characters of what stayed that are shown on each side of a change. */
const AROUND = 160

const segmenters = new Map<string, Intl.Segmenter>()

/** Words as the text's own language has them, for Japanese and Thai put no spaces between them. */
function segmenterOf(language: string | undefined): Intl.Segmenter {
  const name = language ?? ''
  const known = segmenters.get(name)
  if (known) return known
  const made = new Intl.Segmenter(isLanguage(name) ? name : undefined, { granularity: 'word' })
  segmenters.set(name, made)
  return made
}

/** Publishers write what they like there, and what is no tag at all makes `Intl` throw. */
function isLanguage(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length > 0
  } catch {
    return false
  }
}

/** What became of a text, word by word. */
export function wordDiff(before: string, after: string, language?: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const changes = diffWords(before, after, {
    intlSegmenter: segmenterOf(language),
    maxEditLength: MAX_CHANGES,
  })
  const pieces: Piece[] = changes
    ? changes.map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      }))
    : [
        { kind: 'removed', text: before },
        { kind: 'added', text: after },
      ]
  return pieces.filter(({ text }) => text !== '')
}

/** The beginning or the end of a text, whole words of it. */
function headOf(text: string): string {
  const cut = text.slice(0, AROUND)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), AROUND / 2))} … `
}
function tailOf(text: string): string {
  const cut = text.slice(-AROUND)
  const space = cut.indexOf(' ')
  return ` … ${cut.slice(space >= 0 && space < AROUND / 2 ? space + 1 : 0)}`
}

/** The same with what stayed cut down to the words around each change. */
export const shortened = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, i) => {
    if (piece.kind !== 'same' || piece.text.length <= AROUND * 3) return piece
    const head = i === 0 ? '' : headOf(piece.text)
    const tail = i === pieces.length - 1 ? '' : tailOf(piece.text)
    return { ...piece, text: `${head}${tail}`.replace(' …  … ', ' … ') }
  })
