import { CheckBox, Form, type FormErrors, TextField } from './form.tsx'
import { EntryBadge, entryName, entryPath, FromWhere, type ToldEntry } from './entry.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import type { TopicTitles } from './preview.tsx'

interface ChangeProps {
  frame: Frame
  entry: ToldEntry
  errors?: FormErrors
}

export interface WithdrawEntryProps extends ChangeProps {
  titles: TopicTitles
  because?: string
  /** The other reports of its story are to go with it. */
  isAll?: boolean
}

/** What would be shown of its story without it. */
function Instead({ others }: { others: ToldEntry['duplicates'] }) {
  if (others.length === 0) return null
  return (
    <>
      <h2>What is shown instead</h2>
      <p>
        {others.length === 1
          ? 'Another report of the same story:'
          : 'One of the other reports of the same story, of an official source before others, else the first published:'}
      </p>
      <ul class="faults">
        {others.map((other) => (
          <li>
            <a href={entryPath(other.key)}>
              <bdi>{entryName(other)}</bdi>
            </a>{' '}
            (<FromWhere source={other.source} />)
          </li>
        ))}
      </ul>
    </>
  )
}

/** What withdrawing an entry takes away, what is shown instead, and why readers are told it is gone. */
export function WithdrawEntryPage(props: WithdrawEntryProps) {
  const { frame, entry, titles, because = '', isAll, errors = [] } = props
  const others = entry.duplicates.filter(({ withdrawnAt }) => withdrawnAt === null)
  const topics = entry.topics.map(({ slug }) => titles.get(slug) ?? slug)
  return (
    <DeskPage
      frame={frame}
      title={`Withdraw “${entryName(entry)}”?`}
      section="/admin/entries"
      errors={errors}
    >
      <h2>What happens</h2>
      <ul class="faults">
        <li>
          It leaves every feed and page{topics.length > 0 && ` (${topics.join(', ')})`}, and is
          found by no search.
        </li>
        <li>Its address says that it was withdrawn (410), and why, if you give a reason.</li>
        {entry.source !== null && <li>Polls that bring it again do not show it again.</li>}
        <li>You can restore it at any time.</li>
      </ul>
      <Instead others={others} />
      <Form action={`${entryPath(entry.key)}/withdraw`} formToken={frame.formToken}>
        <TextField
          name="because"
          label="Reason"
          hint="Told to whoever comes to its address. Left empty: no reason is told."
          value={because}
          errors={errors}
        />
        {others.length > 0 && (
          <CheckBox
            name="all"
            label={`All ${others.length + 1} reports of this story`}
            hint="Then nothing is shown instead."
            checked={isAll ?? false}
          />
        )}
        <p class="actions">
          <button type="submit" class="grave" data-busy="Withdrawing …">
            Withdraw
          </button>
          <a href={entryPath(entry.key)}>Leave it</a>
        </p>
      </Form>
    </DeskPage>
  )
}

/** An entry that nobody saw goes for good. */
export function DeleteEntryPage({ frame, entry, errors = [] }: ChangeProps) {
  return (
    <DeskPage
      frame={frame}
      title={`Delete “${entryName(entry)}”?`}
      section="/admin/entries"
      errors={errors}
    >
      <p>
        <EntryBadge state={entry.state} />
      </p>
      <p>Nobody has seen it, so nothing of it is kept: its text is gone for good.</p>
      <Form action={`${entryPath(entry.key)}/delete`} formToken={frame.formToken}>
        <p class="actions">
          <button type="submit" class="grave">
            Delete it
          </button>
          <a href={entryPath(entry.key)}>Keep it</a>
        </p>
      </Form>
    </DeskPage>
  )
}
