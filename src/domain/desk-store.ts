/** Who is signed in at the desk. */
export interface SessionStore {
  begin(digest: string, now: string, endsAt: string): Promise<void>
  /** Whether a session stands. */
  isOpen(digest: string, now: string): Promise<boolean>
  end(digest: string): Promise<void>
}

/** Wrong tokens in a row, from one address or from everybody. */
export interface Guesses {
  wrong: number
  /** RFC 3339: when the last of them came. */
  lastAt: string
  /** RFC 3339: the right one came from there, and until then others' guesses do not hold it up. */
  trustedUntil: string | null
}

/** Stands for everybody, where an address stands else. */
export const EVERYBODY = ''

export interface GuessStore {
  of(addresses: readonly string[]): Promise<Map<string, Guesses>>
  /**
   * Counts one more, before it is looked at whether it is right; false when somebody else did since
   * `seen` was read, so that many at once are no way around the wait.
   */
  count(address: string, seen: Guesses | undefined, now: string): Promise<boolean>
  /** The token was right: the count of its address begins anew. */
  forgive(address: string, now: string, trustedUntil: string): Promise<void>
  /** Forgets who has not guessed since then and is not trusted now. */
  forget(lastBefore: string, now: string): Promise<void>
}

/** How many there are, counted up to a bound, so that to count costs no more where there are many. */
export interface BoundedCount {
  count: number
  isMore: boolean
}

export interface KeptEntriesStore {
  /** How much of a source's is kept. */
  countOf(source: string, most: number): Promise<BoundedCount>
  /** Under which topics so many of its latest entries are, and how many under each. */
  topicsOf(source: string, latest: number): Promise<{ slug: string; entries: number }[]>
  /** How many entries are filed under a topic. */
  filedUnder(topic: string, most: number): Promise<BoundedCount>
  /** How many entries are shown at a date after this moment. */
  shownSince(moment: string): Promise<number>
}
