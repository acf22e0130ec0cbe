import * as v from 'valibot'
import type { TallyStore } from '../domain/tally.ts'

/** Sources that are polled no more are among them: a counter never falls. */
const SUMS = `
  SELECT coalesce(sum(polls_fresh), 0) AS fresh, coalesce(sum(polls_not_modified), 0) AS notModified,
    coalesce(sum(polls_gone), 0) AS gone, coalesce(sum(polls_failed), 0) AS failed,
    coalesce(sum(entries_added), 0) AS added, coalesce(sum(entries_changed), 0) AS changed,
    coalesce(sum(entries_duplicate), 0) AS duplicate
  FROM sources`
const COUNTERS = 'SELECT name, value FROM counters'
const WAITING = 'SELECT count(*) AS waiting FROM alerts'
const ALARMS = `SELECT name FROM alarms WHERE name < 'ended:' OR name >= 'ended;' ORDER BY name`
const ILL = `
  SELECT slug, state, failures FROM sources
  WHERE retired_at IS NULL AND state IN ('failing', 'ended') AND settings ->> 'private' IS NOT TRUE
  ORDER BY slug LIMIT ?1`

const Answers = v.tuple([
  v.tuple([
    v.object({
      fresh: v.number(),
      notModified: v.number(),
      gone: v.number(),
      failed: v.number(),
      added: v.number(),
      changed: v.number(),
      duplicate: v.number(),
    }),
  ]),
  v.array(v.object({ name: v.string(), value: v.number() })),
  v.tuple([v.object({ waiting: v.number() })]),
  v.array(v.object({ name: v.string() })),
  v.array(
    v.object({
      slug: v.string(),
      state: v.picklist(['failing', 'ended']),
      failures: v.number(),
    }),
  ),
])

export function d1Tally(db: D1Database): TallyStore {
  return {
    async tally(maxIll) {
      const answers = await db.batch([
        db.prepare(SUMS),
        db.prepare(COUNTERS),
        db.prepare(WAITING),
        db.prepare(ALARMS),
        db.prepare(ILL).bind(maxIll),
      ])
      const [[sums], counters, [{ waiting }], alarms, ill] = v.parse(
        Answers,
        answers.map(({ results }) => results),
      )
      const { fresh, notModified, gone, failed, added, changed, duplicate } = sums
      return {
        polls: { fresh, 'not-modified': notModified, gone, failed },
        brought: { added, changed, duplicate },
        counters: new Map(counters.map(({ name, value }) => [name, value])),
        alertsWaiting: waiting,
        alarms: alarms.map(({ name }) => name),
        ill,
      }
    },
  }
}
