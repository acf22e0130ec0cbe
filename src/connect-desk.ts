import { d1Guesses, d1KeptEntries, d1Sessions } from './adapters/d1-desk.ts'

/** What the desk keeps for itself: who is signed in, who has tried to, and what it counts. */
export const connectDesk = (db: D1Database) => ({
  sessions: d1Sessions(db),
  guesses: d1Guesses(db),
  entries: d1KeptEntries(db),
})
