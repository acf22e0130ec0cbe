import type { Evidence } from '../domain/topic.ts'
import type { FormErrors } from './form.tsx'
import { EvidenceLines } from './topic.tsx'

interface Moved {
  count: number
  examples: { key: string; title: string; evidence: Evidence[] }[]
}

/** What a changed rule would do, as `POST /api/topics/{slug}/dry-run` tells it. */
export interface ToldDryRun {
  /** How many of the newest entries were looked at. */
  entries: number
  adds: Moved
  drops: Moved
  stays: number
}

function MovedEntries({ heading, moved }: { heading: string; moved: Moved }) {
  if (moved.count === 0) return null
  const { count, examples } = moved
  return (
    <section>
      <h3>{heading}</h3>
      <ul class="rows">
        {examples.map(({ key, title, evidence }) => (
          <li>
            <a href={`/entries/${key}`}>
              <bdi>{title || 'Untitled'}</bdi>
            </a>
            <EvidenceLines evidence={evidence.slice(0, 4)} />
          </li>
        ))}
      </ul>
      {count > examples.length && (
        <p class="quiet">and {(count - examples.length).toLocaleString('en')} more</p>
      )}
    </section>
  )
}

function Outcome({ dryRun: { entries, adds, drops, stays } }: { dryRun: ToldDryRun }) {
  const isSame = adds.count === 0 && drops.count === 0
  return (
    <>
      <p>
        Of the newest {entries.toLocaleString('en')} entries{isSame ? ' none would move.' : ':'}
      </p>
      <dl class="figures">
        {[
          ['added', adds.count],
          ['dropped', drops.count],
          ['as before', stays],
        ].map(([name, count]) => (
          <div>
            <dt>{name}</dt>
            <dd>{count?.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <MovedEntries heading="Would be added" moved={adds} />
      <MovedEntries heading="Would be dropped" moved={drops} />
    </>
  )
}

/** Beside a topic's form: what it would do, as it stands. */
export function Tried(props: { dryRun?: ToldDryRun | undefined; errors: FormErrors }) {
  const { dryRun, errors } = props
  return (
    <aside
      class="tried"
      // Where who has no script is led to; to an error they are led first.
      id={dryRun && 'tried'}
      aria-label="What it would do"
      aria-live="polite"
      tabindex={0}
      data-results
    >
      <h2>What it would do</h2>
      {dryRun && <Outcome dryRun={dryRun} />}
      {errors.length > 0 && (
        <>
          <p class="ill">This cannot be tried yet.</p>
          <ul class="faults">
            {errors.map(({ field, label, what }) => {
              const told = label === undefined ? what : `${label}: ${what}`
              return <li>{field === undefined ? told : <a href={`#field-${field}`}>{told}</a>}</li>
            })}
          </ul>
        </>
      )}
      {!dryRun && errors.length === 0 && (
        <p class="quiet">
          Which of the entries that are stored it would add to the topic and which it would drop,
          and for which words. Nothing changes before you save.
        </p>
      )}
    </aside>
  )
}
