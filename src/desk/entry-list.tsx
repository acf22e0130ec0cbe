import type { EntryState, ListedEntry } from '../domain/listed-entry.ts'
import { Moment } from '../pages/moment.tsx'
import { EntryBadge, entryName, entryPath, FromWhere, STATE_CHOICES } from './entry.tsx'
import {
  CheckBox,
  Choice,
  type Entered,
  ErrorSummary,
  type FormErrors,
  TextField,
} from './form.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import type { TopicTitles } from './preview.tsx'

/** What the list is narrowed by: named as the API names it. */
export const LIST_FIELDS = ['q', 'topic', 'source', 'state', 'own'] as const

export interface EntryListProps {
  frame: Frame
  entries: readonly ListedEntry[]
  titles: TopicTitles
  /** As it was asked for. */
  wanted: Entered
  state: EntryState
  /** Where the next page begins, when there is one. */
  next: string | null
  isFirst: boolean
  errors: FormErrors
}

function Filter({ wanted, state, titles }: Pick<EntryListProps, 'wanted' | 'state' | 'titles'>) {
  const topics = [['', 'any'], ...titles] as const
  return (
    <form class="filter" action="/admin/entries" role="search" data-live>
      <TextField name="q" label="Words" type="search" value={wanted['q']} />
      <Choice name="state" label="State" value={state} options={STATE_CHOICES} />
      <Choice name="topic" label="Topic" value={wanted['topic']} options={topics} />
      <TextField name="source" label="Source (its slug)" value={wanted['source']} isCode />
      <CheckBox name="own" label="Only your own" checked={wanted['own'] === 'yes'} />
      <button type="submit">Show</button>
    </form>
  )
}

function Item({ entry, titles }: { entry: ListedEntry; titles: TopicTitles }) {
  const { key, source, sourceTitle, published, updated, state, topics, withdrawnBecause, own } =
    entry
  return (
    <li>
      <h2>
        <a href={entryPath(key)}>
          <bdi>{entryName(entry)}</bdi>
        </a>{' '}
        {state !== 'shown' && <EntryBadge state={state} />}{' '}
        {own?.managedBy === 'data' && <span class="badge">in data/</span>}
      </h2>
      <p class="quiet">
        <FromWhere source={source} name={sourceTitle} />
        {' · '}
        <Moment at={published ?? updated} language="en" />
        {topics.length > 0 && ` · ${topics.map((slug) => titles.get(slug) ?? slug).join(', ')}`}
      </p>
      {withdrawnBecause !== null && <p>Withdrawn: {withdrawnBecause}</p>}
    </li>
  )
}

const NOTHING: Record<EntryState, string> = {
  shown: 'No entry is shown yet. Write one, or add a source and poll it.',
  duplicate: 'No entry is a duplicate of another.',
  draft: 'There are no drafts. Tick “Draft” when you write an entry that is to wait.',
  scheduled: 'Nothing is scheduled. Give an entry a date to come, and it is held back until then.',
  withdrawn: 'Nothing is withdrawn. What is withdrawn can be restored from here.',
}

function Nothing({ wanted, state }: Pick<EntryListProps, 'wanted' | 'state'>) {
  const isPlaced = [wanted['topic'], wanted['source']].some(Boolean)
  if ((state === 'draft' || state === 'scheduled') && isPlaced)
    return <p class="nothing">What is not shown yet is in no topic and from no source.</p>
  const isNarrowed = LIST_FIELDS.some((name) => name !== 'state' && wanted[name])
  return (
    <p class="nothing">
      {isNarrowed ? 'No entry is like that. Ask for less, or in another state.' : NOTHING[state]}
    </p>
  )
}

function nextPath({ wanted, next }: Pick<EntryListProps, 'wanted' | 'next'>): string {
  const query = new URLSearchParams()
  for (const name of LIST_FIELDS) if (wanted[name]) query.set(name, wanted[name])
  query.set('before', next ?? '')
  return `/admin/entries?${query.toString()}`
}

/** Entries in one state, the newest first, to be narrowed to some of them. */
export function EntryListPage(props: EntryListProps) {
  const { frame, entries, titles, next, isFirst, errors } = props
  return (
    <DeskPage frame={frame} title="Entries" section="/admin/entries">
      <p class="actions">
        <a class="main" href="/admin/write-entry">
          Write an entry
        </a>
      </p>
      <Filter {...props} />
      <div data-results aria-live="polite">
        <ErrorSummary errors={errors} />
        {entries.length === 0 && errors.length === 0 && <Nothing {...props} />}
        <ul class="rows">
          {entries.map((entry) => (
            <Item entry={entry} titles={titles} />
          ))}
        </ul>
        {(next !== null || !isFirst) && (
          <nav class="paging" aria-label="Pages">
            {!isFirst && <a href="/admin/entries">From the beginning</a>}
            {next !== null && (
              <a href={nextPath(props)} rel="next">
                Older
              </a>
            )}
          </nav>
        )}
      </div>
    </DeskPage>
  )
}
