import * as v from 'valibot'
import type { VitalsStore } from '../domain/vitals.ts'

const STATES = `
  SELECT state, count(*) AS sources FROM sources WHERE retired_at IS NULL GROUP BY state`
const PRIVATE = `
  SELECT count(*) AS sources FROM sources WHERE retired_at IS NULL AND settings ->> 'private'`

/** By the index of what is due, which is little unless something is wrong. */
const POLLS = `
  SELECT count(*) AS due, min(next_poll_at) AS oldestDueAt,
    count(*) FILTER (WHERE queued_until > ?1) AS queued,
    min(next_poll_at) FILTER (WHERE queued_until > ?1) AS oldestQueuedAt,
    (SELECT max(polled_at) FROM sources) AS lastAt
  FROM sources
  WHERE retired_at IS NULL AND settings ->> 'paused' IS NOT TRUE AND next_poll_at <= ?1`

const CYCLE = `SELECT unbroken_since AS unbrokenSince, began_at AS beganAt, milliseconds FROM cycle`

const RECORD = `
  INSERT INTO cycle (one, unbroken_since, began_at, milliseconds) VALUES (1, ?1, ?1, ?2)
  ON CONFLICT (one) DO UPDATE SET
    unbroken_since = CASE
      WHEN unixepoch(excluded.began_at) - unixepoch(began_at) <= ?3 THEN unbroken_since
      ELSE excluded.began_at END,
    began_at = excluded.began_at, milliseconds = excluded.milliseconds`

/** To count reads all that is stored, so a count holds the longer the more that was; until then this reads one row. */
const count = (name: string, from: string) => `
  INSERT INTO counters (name, value, counted_at)
  SELECT '${name}', (SELECT count(*) FROM ${from}), ?1
  WHERE NOT EXISTS (
    SELECT 1 FROM counters
    WHERE name = '${name}' AND unixepoch(?1) - unixepoch(counted_at) < min(?2 + ?3 * value, ?4))
  ON CONFLICT (name) DO UPDATE SET value = excluded.value, counted_at = excluded.counted_at`
const COUNT_ENTRIES = count('entries', 'entries')
const COUNT_SHOWN = count('entries_shown', 'entries WHERE lead IS NULL AND withdrawn_at IS NULL')

const StateRow = v.object({
  state: v.picklist(['new', 'answering', 'failing', 'ended', 'paused']),
  sources: v.number(),
})
const moment = v.nullable(v.string())
const PollsRow = v.object({
  due: v.number(),
  queued: v.number(),
  oldestDueAt: moment,
  oldestQueuedAt: moment,
  lastAt: moment,
})
const CycleRow = v.object({
  unbrokenSince: v.string(),
  beganAt: v.string(),
  milliseconds: v.number(),
})
const PulseAnswers = v.tuple([v.tuple([PollsRow]), v.array(CycleRow)])
const SourceAnswers = v.tuple([v.array(StateRow), v.tuple([v.object({ sources: v.number() })])])

const NO_SOURCES = { new: 0, answering: 0, failing: 0, ended: 0, paused: 0 }

export function d1Vitals(db: D1Database): VitalsStore {
  const pulse = async (now: string) => {
    const answers = await db.batch([db.prepare(POLLS).bind(now), db.prepare(CYCLE)])
    const [[polls], [cycle = null]] = v.parse(
      PulseAnswers,
      answers.map(({ results }) => results),
    )
    return { polls, cycle, databaseBytes: answers[0]?.meta.size_after ?? 0 }
  }

  const counted = async () => {
    const answers = await db.batch([db.prepare(STATES), db.prepare(PRIVATE)])
    const [states, [hidden]] = v.parse(
      SourceAnswers,
      answers.map(({ results }) => results),
    )
    const byState = Object.fromEntries(states.map(({ state, sources }) => [state, sources]))
    return { states: { ...NO_SOURCES, ...byState }, privateSources: hidden.sources }
  }

  return {
    pulse,

    async vitals(now) {
      const [beats, counts] = await Promise.all([pulse(now), counted()])
      return { ...beats, ...counts }
    },

    async record({ beganAt, milliseconds }, gapSeconds, counting) {
      const { leastSeconds, secondsPerEntry, mostSeconds } = counting
      const held = [leastSeconds, secondsPerEntry, mostSeconds]
      await db.batch([
        db.prepare(RECORD).bind(beganAt, milliseconds, gapSeconds),
        db.prepare(COUNT_ENTRIES).bind(beganAt, ...held),
        db.prepare(COUNT_SHOWN).bind(beganAt, ...held),
      ])
    },
  }
}
