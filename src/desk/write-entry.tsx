import { DeskPage, type Frame } from './frame.tsx'
import {
  CheckBox,
  type Entered,
  Form,
  type FormErrors,
  MomentField,
  TextArea,
  TextField,
} from './form.tsx'
import { ENTRY_LABELS, MORE_FIELDS } from './entry-fields.ts'
import { EntryPreview, type EntryPreviewProps, NoPreview } from './entry-preview.tsx'
import { entryName, entryPath, isUnseen, type ToldEntry } from './entry.tsx'

export interface WriteEntryProps {
  frame: Frame
  values: Entered
  errors?: FormErrors
  preview?: EntryPreviewProps | undefined
  /** What is in the form stands nowhere else yet. */
  isUnsaved: boolean
  /** RFC 3339. */
  now: string
  /** The entry that is corrected, and a name for what it said when the form was made. */
  corrected?: { entry: ToldEntry; before: string } | undefined
}

type Parts = Required<Pick<WriteEntryProps, 'values' | 'errors'>> &
  Pick<WriteEntryProps, 'corrected'>

/** What is seldom needed; open where something is in it. */
function More({ values, errors, corrected }: Parts) {
  const isWrong = errors.some(({ field }) => MORE_FIELDS.some((name) => name === field))
  const isOpen = isWrong || MORE_FIELDS.some((name) => values[name])
  const about = (name: (typeof MORE_FIELDS)[number]) => ({
    name,
    label: ENTRY_LABELS[name],
    value: values[name],
    errors,
  })
  return (
    <details class="tool" open={isOpen}>
      <summary>More: summary, authors, categories, original, language, rights, picture</summary>
      <TextArea
        {...about('summary')}
        rows={3}
        hint="Plain text. Left empty: lists show how the text begins."
      />
      <TextArea
        {...about('authors')}
        rows={2}
        hint="One a line: a name, and if you like <address> and https://page. Left empty: the newsroom."
      />
      <TextArea
        {...about('categories')}
        rows={2}
        hint="One a line. Topics are found by themselves."
      />
      <TextField
        {...about('url')}
        type="url"
        hint="Where the entry leads, when the original stands elsewhere."
      />
      <TextField
        {...about('language')}
        isCode
        hint="Such as en or ja-JP. Left empty: the newsroom’s."
      />
      <TextField {...about('rights')} hint="Left empty: the newsroom’s." />
      <TextField
        {...about('image')}
        type="url"
        hint="The address of a picture that stands for the entry."
      />
      {!corrected && (
        <TextField
          {...about('slug')}
          isCode
          hint="Its name in addresses, which stays. Left empty: made of the title."
        />
      )}
    </details>
  )
}

function Fields(parts: Parts & { now: string }) {
  const { values, errors, corrected, now } = parts
  const isShown = corrected !== undefined && !isUnseen(corrected.entry)
  const about = (name: 'title' | 'markdown' | 'published') => ({
    name,
    label: ENTRY_LABELS[name],
    value: values[name],
    errors,
  })
  return (
    <>
      <TextField {...about('title')} required autocomplete="off" />
      <TextArea
        {...about('markdown')}
        rows={16}
        hint="Markdown. Pictures by their address: ![what is on it](https://…)"
      />
      <MomentField
        {...about('published')}
        hint={
          <>
            In UTC, where it is {now.slice(11, 16)} now. In the future: held back until then.{' '}
            {isShown ? 'Left empty: as it is.' : 'Left empty: now.'}
          </>
        }
      />
      <CheckBox
        name="draft"
        label={ENTRY_LABELS.draft}
        hint={
          isShown
            ? 'Ticked, it is taken back until you publish it.'
            : 'Ticked, it is shown to nobody until you publish it.'
        }
        checked={values['draft'] === 'yes'}
        errors={errors}
      />
      <More {...parts} />
    </>
  )
}

/** An entry of the operator's own, being written or corrected, with what it will look like beside it. */
export function WriteEntryPage(props: WriteEntryProps) {
  const { frame, values, errors = [], preview, isUnsaved, now, corrected } = props
  const title = corrected ? `Correct “${entryName(corrected.entry)}”` : 'Write an entry'
  const action = corrected ? `${entryPath(corrected.entry.key)}/edit` : '/admin/write-entry'
  return (
    <DeskPage frame={frame} title={title} section="/admin/entries" errors={errors}>
      <div class="writing">
        <Form
          action={action}
          formToken={frame.formToken}
          isTried
          writing={isUnsaved ? 'unsaved' : 'saved'}
        >
          {corrected && <input type="hidden" name="before" value={corrected.before} />}
          <Fields values={values} errors={errors} corrected={corrected} now={now} />
          <p class="actions">
            {/* First, so that Enter in a field looks and does not publish. */}
            <button type="submit" name="do" value="preview">
              Preview
            </button>
            <button type="submit" name="do" value="save" class="main" data-busy="Saving …">
              Save
            </button>
            <a href={corrected ? entryPath(corrected.entry.key) : '/admin/entries'}>Back</a>
            <span class="quiet by-key" data-scripted hidden>
              Ctrl+Enter saves.
            </span>
          </p>
        </Form>
        {preview ? <EntryPreview {...preview} /> : <NoPreview />}
      </div>
    </DeskPage>
  )
}
