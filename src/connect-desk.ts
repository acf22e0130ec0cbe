import { d1Guesses, d1Sessions } from './adapters/d1-desk.ts'

/** What the desk keeps for itself: who is signed in, and who has tried to. */
export const connectDesk = (db: D1Database) => ({
  sessions: d1Sessions(db),
  guesses: d1Guesses(db),
})
