import * as v from 'valibot'
import { Gazetteer } from '../domain/gazetteer.ts'
import { Topic } from '../domain/topic.ts'

/** Definitions are read with the schemas of their files, so that a row is held to what a file is. */
export const TopicRow = v.object({
  definition: v.pipe(v.string(), v.parseJson(), Topic),
  managed_by: v.picklist(['data', 'api']),
  is_filed: v.number(),
})

const GazetteerRow = v.object({ definition: v.pipe(v.string(), v.parseJson(), Gazetteer) })

export const SELECT_TOPICS =
  'SELECT definition, managed_by, rule = filed_by AS is_filed FROM topics'

export const SELECT_GAZETTEERS = 'SELECT definition FROM gazetteers ORDER BY slug'

export const topicsOf = (results: unknown): Topic[] =>
  v.parse(v.array(TopicRow), results).map(({ definition }) => definition)

export const gazetteersOf = (results: unknown): Gazetteer[] =>
  v.parse(v.array(GazetteerRow), results).map(({ definition }) => definition)

/**
 * What a topic is filed by once its rule is this. Where nothing is stored, there is nothing to do;
 * where an earlier change is still under way, what was polled since is filed by that one and the
 * rest by the one before, so by none of them alone.
 */
export const filedBy = (rule: string) => `
  CASE WHEN NOT EXISTS (SELECT 1 FROM entries) THEN ${rule}
    WHEN topics.rule <> ${rule} AND topics.rule <> topics.filed_by THEN ''
    ELSE topics.filed_by END`

/** Of a topic that is new. */
export const newlyFiledBy = (rule: string) =>
  `CASE WHEN EXISTS (SELECT 1 FROM entries) THEN '' ELSE ${rule} END`

/** The rules that what is stored is not filed by. */
export const PENDING_RULES = `
  SELECT group_concat(slug || ':' || rule ORDER BY slug) FROM topics WHERE rule <> filed_by`

/** A run for rules that are no longer asked for must not be taken up, should they be asked for again. */
export const END_OTHER_RUNS = `DELETE FROM refiling WHERE rules IS NOT (${PENDING_RULES})`

/** Chance and not a count, for a database may be another one than the last that was asked. */
export const STAMP = 'UPDATE newsroom SET stamp = lower(hex(randomblob(16)))'
