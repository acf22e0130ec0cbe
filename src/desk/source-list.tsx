import { Moment } from '../pages/moment.tsx'
import { Choice, type FormErrors, TextField } from './form.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import {
  Faults,
  nameOf,
  pathOf,
  StateBadge,
  STATES,
  stateInWords,
  type ToldSource,
} from './source.tsx'

export interface SourceListProps {
  frame: Frame
  sources: readonly ToldSource[]
  /** Where the next page begins, when there is one. */
  next: string | null
  state: string
  q: string
  errors: FormErrors
  isFirst: boolean
}

const CHOICES = [
  ['', 'any'],
  ...STATES.map((state) => [state, stateInWords(state)] as const),
] as const

export const FILTER_LABELS = { q: 'Name or address' }

function Filter({ state, q, errors }: Pick<SourceListProps, 'state' | 'q' | 'errors'>) {
  return (
    <form class="filter" action="/admin/sources" role="search" data-live>
      <TextField name="q" label={FILTER_LABELS.q} type="search" value={q} errors={errors} />
      <Choice name="state" label="State" value={state} options={CHOICES} />
      <button type="submit">Show</button>
    </form>
  )
}

function Marks({ source }: { source: ToldSource }) {
  return (
    <>
      {source.private && <span class="badge">private</span>}{' '}
      {source.managedBy === 'data' && <span class="badge">in data/</span>}
    </>
  )
}

function Item({ source }: { source: ToldSource }) {
  const { health } = source
  return (
    <li>
      <h2>
        <a href={pathOf(source)}>
          <bdi>{nameOf(source)}</bdi>
        </a>{' '}
        <StateBadge state={health.state} /> <Marks source={source} />
      </h2>
      <p class="quiet">
        {health.polledAt ? (
          <>
            Asked <Moment at={health.polledAt} language="en" />
          </>
        ) : (
          'Never asked yet'
        )}
        {health.state !== 'paused' && (
          <>
            , next <Moment at={health.nextPollAt} language="en" />
          </>
        )}
        : {health.because}.
      </p>
      <Faults faults={health.faults} most={2} />
    </li>
  )
}

function nextPath({ next, state, q }: Pick<SourceListProps, 'next' | 'state' | 'q'>): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(q && { q }), after: next ?? '' })
  return `/admin/sources?${query.toString()}`
}

/** The sources with how they do, to be narrowed to some of them. */
export function SourceListPage(props: SourceListProps) {
  const { frame, sources, next, state, q, errors, isFirst } = props
  const isNarrowed = state !== '' || q !== ''
  return (
    <DeskPage frame={frame} title="Sources" section="/admin/sources" errors={errors}>
      <p class="actions">
        <a class="main" href="/admin/add-source">
          Add a source
        </a>
        <a href="/admin/opml">Import or export a list (OPML)</a>
      </p>
      <Filter state={state} q={q} errors={errors} />
      <div data-results aria-live="polite">
        {sources.length === 0 && (
          <p class="nothing">
            {isNarrowed ? 'No source is like that.' : 'There are no sources yet.'}
          </p>
        )}
        <ul class="rows">
          {sources.map((source) => (
            <Item source={source} />
          ))}
        </ul>
        {(next !== null || !isFirst) && (
          <nav class="paging" aria-label="Pages">
            {!isFirst && <a href="/admin/sources">From the beginning</a>}
            {next !== null && (
              <a href={nextPath(props)} rel="next">
                More
              </a>
            )}
          </nav>
        )}
      </div>
    </DeskPage>
  )
}
