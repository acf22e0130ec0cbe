import list from '../../data/headline-words.json' with { type: 'json' }
import type { Signature } from '../domain/story.ts'
import { tellingWords, type Piece } from './telling-words.ts'

/** Telling words of a text that are kept: the lead of a report and a little more. */
const LEAD_WORDS = 50
/** A text that has no headline begins with one, more often than not. */
const HEADLINE_PIECES = 14

const CORRECTIONS = new Set(list.corrections)
const LABELS = new Set(list.labels)
const LONGEST_LABEL = 3

/** The words before the first mark or hyphen, where they are at most a few: "UPDATE 1-", "Correction: ". */
function labelOf(pieces: readonly Piece[]): { label: string; length: number } | undefined {
  for (let length = Math.min(LONGEST_LABEL, pieces.length); length > 0; length -= 1) {
    const words = pieces.slice(0, length)
    const label = words.map(({ key }) => key).join(' ')
    if (CORRECTIONS.has(label) || LABELS.has(label)) return { label, length }
  }
  return undefined
}

interface Headline {
  isCorrection: boolean
  pieces: readonly Piece[]
}

/**
 * A headline without what stands before the news in it: "UPDATE 2-", "CORRECTED-", "Watch live:".
 * A label counts only where something ends it, for "Study finds" and "Live music" are no labels.
 */
function headlineOf(pieces: readonly Piece[]): Headline {
  const found = labelOf(pieces)
  if (!found) return { isCorrection: false, pieces }
  const { label, length } = found
  const isNumbered = /^\d+$/.test(pieces[length]?.key ?? '')
  const end = isNumbered ? length + 1 : length
  const [next, after] = [pieces[end], pieces[end + 1]]
  const isEnded = next?.kind === 'mark' || (isNumbered && label !== 'live') || isUpper(pieces[0])
  if (!next || !isEnded) return { isCorrection: false, pieces }
  const rest = pieces.slice(next.kind === 'mark' && after ? end + 1 : end)
  const inner = headlineOf(rest)
  return { isCorrection: CORRECTIONS.has(label) || inner.isCorrection, pieces: inner.pieces }
}

const isUpper = (piece: Piece | undefined) =>
  piece !== undefined && piece.cased.length > 2 && piece.cased === piece.cased.toUpperCase()

interface Told {
  title: readonly Piece[]
  text: readonly Piece[]
  /** BCP 47. */
  language?: string | undefined
}

/** The signature of an entry, from its title and the beginning of its text, both cut into pieces. */
export function signatureOf({ title, text, language }: Told): Signature {
  const isUntitled = title.length === 0
  const { isCorrection, pieces } = headlineOf(isUntitled ? text.slice(0, HEADLINE_PIECES) : title)
  const headline = tellingWords(pieces, !isUntitled)
  const lead = tellingWords(text, false, LEAD_WORDS)
  const primary = language?.toLowerCase().split('-')[0]
  return {
    ...(primary !== undefined && { language: primary }),
    ...(isCorrection && { isCorrection }),
    ...(headline.isShouted && { isShouted: true }),
    title: headline.words,
    titleParticulars: headline.particulars.toSorted(),
    lead: lead.words,
    leadParticulars: lead.particulars,
  }
}
