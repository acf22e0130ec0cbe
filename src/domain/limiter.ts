/** Whether somebody may go on, by whatever tells them apart; to ask counts. */
export type Limiter = (who: string) => Promise<boolean>

/** Who was refused too often, and is not listened to for a while. */
export interface Guesses {
  isBlocked(who: string): boolean
  /** Counts a wrong token; whether that was one too many. */
  failed(who: string): Promise<boolean>
}

/** Of requests that the world sends; whoever sits at the machine itself is not limited. */
export interface Limits {
  /** All that the operator's API is asked. */
  api: Limiter
  guesses: Guesses
  /** Searches that must be made anew. */
  search: Limiter
  oembed: Limiter
}
