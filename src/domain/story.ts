/** What is kept of an entry to tell whether another tells the same: its headline and its opening. */
export interface Signature {
  /** Primary language (BCP 47), where it is declared. */
  language?: string
  isCorrection?: true
  /** Its headline is all capitals, or each word has one: its names cannot be told. */
  isShouted?: true
  /** Stems of words, each once, in their order; what seems to be a name begins with a capital. */
  title: string[]
  /** What makes one release of a series and not another: numbers, months, directions. */
  titleParticulars: string[]
  lead: string[]
  leadParticulars: string[]
}

/** An entry as one that tells a story: all that is compared of it. */
export interface Telling {
  key: string
  /** The id its publisher gave it. */
  id: string
  /** The page it leads to, as `cluster/page` names it. */
  page?: string | undefined
  /** Slug; null for the operator's own. */
  source: string | null
  /** Where it stands in time: RFC 3339. */
  sortAt: string
  signature: Signature
  /** What it is looked up by, as `cluster/marks` has it. */
  marks: number[]
}

/** The same with what decides which of a cluster is shown. */
export interface Member extends Telling {
  /** Its source speaks for the body whose news it is; so does the operator. */
  isOfficial: boolean
  isWithdrawn: boolean
  /** Another source had brought its id before. */
  isRepeat: boolean
}

/** What the operator has said of an entry. It outlives every run of the ladder. */
export interface StoryDecision {
  key: string
  /** It tells the same as this one, and is not to be shown instead of it. */
  duplicateOf: string | null
  /** No likeness ties it to others: it was taken out of what it was taken for. */
  isApart: boolean
}

/** The rungs of the ladder, the surest first; the operator's word stands above them. */
export const RUNGS = ['operator', 'same-id', 'same-page', 'same-text', 'same-event'] as const
type Rung = (typeof RUNGS)[number]

/** That two entries tell the same, and how sure that is among ties of one rung: 0 to 1. */
export interface Tie {
  rung: Rung
  strength: number
}

/** Why an entry is in its cluster: what ties it there best, and to which other. */
export interface Because {
  rung: Rung
  with: string
}

/** Where an entry belongs. */
export interface Place {
  key: string
  /** Names all that are tied together, however far apart they then are: the least of their keys. */
  neighbourhood: string
  /** Key of the entry that is shown instead of it; null when it is shown itself. */
  lead: string | null
  because: Because | null
}
