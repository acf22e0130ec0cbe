import { likeness, type Likeness } from './likeness.ts'
import { openingOf } from './opening.ts'
import type { Signature, Telling, Tie } from '../domain/story.ts'

/**
 * Whether two entries tell one story. The numbers were chosen on pairs of articles that people had
 * scored (docs/measured.md): a wrong merge hides news, so they stand where the last doubt ended.
 */

const DAY = 24 * 3600 * 1000
/** A text is syndicated for about a week. */
const TEXT_WINDOW = 7 * DAY
/** A publisher that puts the same text on another page after that has a series: "the week in photos". */
const ONE_HOUSE_WINDOW = 2 * DAY
/** An event is reported for about three days; what is like it after that is another one like it. */
const EVENT_WINDOW = 3 * DAY
/** Nothing but an id or a page ties what is farther apart. */
export const WINDOW_DAYS = 7

/** Telling words below which a text is none to compare: then there are only titles. */
const SOME_TEXT = 8
/** Below this, a text may be a sentence that stands under everything. */
const ENOUGH_TEXT = 12
/** Title and lead; what follows is told differently by everyone. */
const OPENING = 40

/** Of two texts, one of which may be cut short, what both have room for. */
function alongside(a: readonly string[], b: readonly string[], most: number): Likeness {
  const length = Math.min(a.length, b.length, most)
  return likeness(a.slice(0, length), b.slice(0, length))
}

const openings = (a: Signature, b: Signature) => alongside(openingOf(a), openingOf(b), OPENING)

const haveText = (a: Signature, b: Signature) => Math.min(a.lead.length, b.lead.length) >= SOME_TEXT

const lacking = (a: readonly string[], b: readonly string[]) =>
  a.filter((value) => !b.includes(value))

const areEqual = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && lacking(a, b).length === 0

const isName = (word: string) => word !== word.toLowerCase()

/** Where every word has a capital, so many differing words are a name put in the place of another. */
const SWAPPED = 2

/** Words of one headline that may be names and that the other entry knows nothing of. */
function strangers(words: readonly string[], of: Signature, other: Signature): string[] {
  const told = new Set(other.lead.map((word) => word.toLowerCase()))
  const names = new Set([...of.title, ...of.lead].filter(isName).map((name) => name.toLowerCase()))
  const areAll = of.isShouted === true && words.length <= SWAPPED
  return words.filter((word) => (areAll || names.has(word)) && !told.has(word))
}

/** Below this, two texts under one title are two: a publisher knows what it has told already. */
const ONE_HOUSE_OPENING = 0.6

const siteOf = ({ page }: Telling) => page?.split('/', 1)[0]

/** Whether one publisher tells both: one source does, or their pages are on one site. */
const isOneHouse = (a: Telling, b: Telling) =>
  a.source === b.source || (a.page !== undefined && siteOf(a) === siteOf(b))

/** Whether two headlines are so alike that what differs between them is what they are about. */
const areAlike = ({ share, common }: Likeness) => common.length >= 2 && share >= 0.5

/**
 * Why two entries cannot be one story, however alike they are; undefined when nothing speaks
 * against it.
 */
export function contradiction(a: Telling, b: Telling): string | undefined {
  const [one, other] = [a.signature, b.signature]
  if (one.language !== undefined && other.language !== undefined && one.language !== other.language)
    return 'they are in different languages'
  if (one.isCorrection !== other.isCorrection) return 'one of them is a correction'
  const titles = likeness(one.title, other.title)
  const [inOne, inOther] = [one.titleParticulars, other.titleParticulars]
  if (areAlike(titles) && !areEqual(inOne, inOther))
    return 'their titles differ by a number, a date or a direction'
  if (
    lacking(inOne, [...inOther, ...other.leadParticulars]).length > 0 &&
    lacking(inOther, [...inOne, ...one.leadParticulars]).length > 0
  )
    return 'their titles have different numbers'
  if (
    areAlike(titles) &&
    strangers(titles.onlyA, one, other).length > 0 &&
    strangers(titles.onlyB, other, one).length > 0
  )
    return 'their titles differ by a name'
  const isToldTwice = isOneHouse(a, b) && haveText(one, other) && areAlike(titles)
  if (isToldTwice && openings(one, other).share < ONE_HOUSE_OPENING)
    return 'their publisher tells them apart under one title'
  return undefined
}

/** How alike two texts are that are the same or nearly; 0 when they are not. */
function sameText(a: Signature, b: Signature, titles: Likeness): number {
  const { share } = alongside(a.lead, b.lead, Number.POSITIVE_INFINITY)
  if (Math.min(a.lead.length, b.lead.length) < ENOUGH_TEXT || share < 0.75) return 0
  // A publisher's "subscribe to read on" stands under titles that have nothing in common.
  const isTitledSo = titles.cover >= 0.25 || (share >= 0.9 && titles.common.length > 0)
  const [more, less] = [a.leadParticulars, b.leadParticulars]
  const isOfASeries = lacking(more, less).length > 0 && lacking(less, more).length > 0
  return isTitledSo && !isOfASeries ? share : 0
}

/** How alike two reports of one event are; 0 when they may be reports of two. */
function sameEvent(a: Signature, b: Signature, titles: Likeness): number {
  if (!haveText(a, b)) return titles.common.length >= 4 && titles.share >= 0.55 ? titles.share : 0
  const { share, common } = openings(a, b)
  const isToldSo = share >= 0.24 && titles.share >= 0.2 && common.length >= 11
  const isToldMuchSo = share >= 0.28 && titles.common.length > 0 && common.length >= 15
  const isTitledSo = share >= 0.15 && titles.share >= 0.6 && titles.common.length >= 4
  return isToldSo || isToldMuchSo || isTitledSo ? share : 0
}

/** Whether two entries say the same to the word, as far as they are compared. */
export const saySame = (a: Telling, b: Telling) =>
  JSON.stringify(a.signature) === JSON.stringify(b.signature)

/** Whether two entries tell the same story, and by which rung of the ladder that is known. */
export function tieBetween(a: Telling, b: Telling): Tie | undefined {
  if (a.id === b.id) return { rung: 'same-id', strength: 1 }
  if (contradiction(a, b) !== undefined) return undefined
  const isOneSource = a.source === b.source
  if (a.page !== undefined && a.page === b.page && (!isOneSource || saySame(a, b)))
    return { rung: 'same-page', strength: 1 }
  const apart = Math.abs(Date.parse(a.sortAt) - Date.parse(b.sortAt))
  if (apart > TEXT_WINDOW) return undefined
  const [one, other] = [a.signature, b.signature]
  const titles = likeness(one.title, other.title)
  const text = sameText(one, other, titles)
  // What one publisher tells in other words it means as another report: how the story goes on.
  if (isOneHouse(a, b))
    return text > 0 && titles.share >= 0.5 && apart <= ONE_HOUSE_WINDOW
      ? { rung: 'same-text', strength: text }
      : undefined
  if (text > 0) return { rung: 'same-text', strength: text }
  const event = apart > EVENT_WINDOW ? 0 : sameEvent(one, other, titles)
  return event > 0 ? { rung: 'same-event', strength: event } : undefined
}
