/** A table of an archive, with what its rows are in order of. */
interface ExportedTable {
  name: string
  by: readonly string[]
}

/** What entries refer to. */
const BEFORE_ENTRIES: readonly ExportedTable[] = [
  { name: 'sources', by: ['slug'] },
  { name: 'source_aliases', by: ['url'] },
  { name: 'hosts', by: ['host'] },
]

/** An entry, and what hangs on it by its key: read together, so that they are of one moment. */
export const OF_ENTRIES = [
  'entries',
  'originals',
  'revisions',
  'entry_topics',
  'enrichments',
  'tellings',
] as const

/** What refers to entries, and what says how they are served: the newsroom itself comes last. */
const AFTER_ENTRIES: readonly ExportedTable[] = [
  // A second time: those that were placed while the others were read, to be placed anew.
  { name: 'tellings', by: ['key'] },
  { name: 'story_decisions', by: ['key'] },
  { name: 'forgotten', by: ['key'] },
  { name: 'withdrawals', by: ['key'] },
  { name: 'own_entries', by: ['slug'] },
  { name: 'removals', by: ['slug', 'sort_at'] },
  { name: 'gazetteers', by: ['slug'] },
  { name: 'topics', by: ['slug'] },
  { name: 'streams', by: ['slug'] },
  { name: 'story_clock', by: ['one'] },
  { name: 'audit', by: ['id'] },
  { name: 'newsroom', by: ['one'] },
]

/** What an archive is made of, in an order in which each row finds what it refers to. */
export const STEPS: readonly (ExportedTable | 'entries')[] = [
  ...BEFORE_ENTRIES,
  'entries',
  ...AFTER_ENTRIES,
]

export const EXPORTED: ReadonlySet<string> = new Set([
  ...OF_ENTRIES,
  ...STEPS.flatMap((step) => (step === 'entries' ? [] : step.name)),
])

/** Every other table of ours, with why it stays behind. A test holds both lists to the database. */
export const NOT_EXPORTED: Record<string, string> = {
  alarms: 'tells of the machine it was raised on',
  alerts: 'is on its way to a webhook from where it was raised',
  counters: 'counts what happened there',
  cycle: 'tells of the cron there',
  entry_words: 'made anew from the texts',
  guesses: 'tells of who guessed there',
  imports: 'tells of the import itself',
  marks: 'made anew from what the entries tell',
  refiled: 'begins again where topics are not filed by their rules',
  refiling: 'begins again where topics are not filed by their rules',
  retention: 'begins again by its rules',
  sessions: 'opens that newsroom, and no other',
}
