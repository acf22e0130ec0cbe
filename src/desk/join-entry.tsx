import { Moment } from '../pages/moment.tsx'
import { Action, type FormErrors, TextField } from './form.tsx'
import { entryName, entryPath, FromWhere } from './entry.tsx'
import { DeskPage, type Frame } from './frame.tsx'

/** As much of an entry as tells whether it is the same story. */
export interface Candidate {
  key: string
  title: string
  source: string | null
  published?: string | null | undefined
  updated: string
}

export interface JoinEntryProps {
  frame: Frame
  entry: Candidate
  /** How it begins; plain text. */
  excerpt: string
  /** What was searched for. */
  q: string
  found: readonly Candidate[]
  /** The one that was chosen among them. */
  other?: { entry: Candidate; excerpt: string } | undefined
  errors?: FormErrors
}

function Report({ entry, excerpt }: { entry: Candidate; excerpt?: string }) {
  return (
    <>
      <h3>
        <a href={entryPath(entry.key)}>
          <bdi>{entryName(entry)}</bdi>
        </a>
      </h3>
      <p class="quiet">
        <FromWhere source={entry.source} /> ·{' '}
        <Moment at={entry.published ?? entry.updated} language="en" />
      </p>
      {excerpt && (
        <p>
          <bdi>{excerpt}</bdi>
        </p>
      )}
    </>
  )
}

function Found({ entry, found, q }: Pick<JoinEntryProps, 'entry' | 'found' | 'q'>) {
  const lookAt = (key: string) => {
    const query = new URLSearchParams({ ...(q && { q }), with: key })
    return `${entryPath(entry.key)}/join?${query.toString()}`
  }
  if (q === '') return null
  return (
    <section aria-labelledby="found">
      <h2 id="found">Found</h2>
      {found.length === 0 && (
        <p class="nothing">Nothing that is shown has these words or this address.</p>
      )}
      <ul class="rows">
        {found.map((candidate) => (
          <li>
            <Report entry={candidate} />
            <p>
              <a href={lookAt(candidate.key)} aria-label={`Look at both: ${entryName(candidate)}`}>
                Look at both
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Both(
  props: Pick<JoinEntryProps, 'entry' | 'excerpt' | 'frame'> & {
    other: NonNullable<JoinEntryProps['other']>
  },
) {
  const { entry, excerpt, other, frame } = props
  const { formToken } = frame
  return (
    <section aria-labelledby="both">
      <h2 id="both">One story?</h2>
      <div class="both">
        <div>
          <Report entry={entry} excerpt={excerpt} />
          <Action
            action={`${entryPath(entry.key)}/join`}
            formToken={formToken}
            values={{ duplicate: other.entry.key, of: entry.key }}
            label="Show this one"
            of={entryName(entry)}
          />
        </div>
        <div>
          <Report {...other} />
          <Action
            action={`${entryPath(entry.key)}/join`}
            formToken={formToken}
            values={{ duplicate: entry.key, of: other.entry.key }}
            label="Show this one"
            of={entryName(other.entry)}
          />
        </div>
      </div>
      <p class="quiet">
        The one that is shown names the other. Either can be split off again, and no poll undoes
        what you decide.
      </p>
    </section>
  )
}

/** Finds the report that tells the same, and lays both side by side before they are joined. */
export function JoinEntryPage(props: JoinEntryProps) {
  const { frame, entry, q, other, errors = [] } = props
  return (
    <DeskPage
      frame={frame}
      title={`Join “${entryName(entry)}” to another story`}
      section="/admin/entries"
      errors={errors}
    >
      {other && <Both {...props} other={other} />}
      <form class="filter" action={`${entryPath(entry.key)}/join`} role="search">
        <TextField
          name="q"
          label="Words of the other, or its address"
          type="search"
          value={q}
          errors={errors}
        />
        <button type="submit">Find it</button>
        <p>
          <a href={entryPath(entry.key)}>Back</a>
        </p>
      </form>
      <Found {...props} />
    </DeskPage>
  )
}
