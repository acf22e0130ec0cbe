import type { BoundedCount } from '../domain/desk-store.ts'
import { DeskPage, type Frame } from './frame.tsx'
import { type Entered, Form, type FormErrors, TextField } from './form.tsx'
import { Preview, type ToldPreview, type TopicTitles } from './preview.tsx'
import { SourceFields } from './source-fields.tsx'
import { entriesInWords } from './source-page.tsx'
import { nameOf, pathOf, shownUrl, type ToldSource } from './source.tsx'

interface ChangeProps {
  frame: Frame
  source: ToldSource
  errors?: FormErrors
}

/** What is said of a source, to be said otherwise. */
export function EditSourcePage({
  frame,
  source,
  values,
  errors = [],
}: ChangeProps & { values: Entered }) {
  return (
    <DeskPage
      frame={frame}
      title={`Edit ${nameOf(source)}`}
      section="/admin/sources"
      errors={errors}
    >
      <Form action={`${pathOf(source)}/edit`} formToken={frame.formToken}>
        <SourceFields values={values} errors={errors} />
        <p class="actions">
          <button type="submit" class="main">
            Save
          </button>
          <a href={pathOf(source)}>Back</a>
        </p>
      </Form>
    </DeskPage>
  )
}

interface MoveProps extends ChangeProps {
  url: string
  /** What is at the new address, once that was looked at. */
  preview?: ToldPreview | undefined
  titles: TopicTitles
}

/** A new address for a source, and what is there, before it moves. */
export function MoveSourcePage({ frame, source, url, preview, titles, errors = [] }: MoveProps) {
  const path = `${pathOf(source)}/move`
  return (
    <DeskPage
      frame={frame}
      title={`Move ${nameOf(source)}`}
      section="/admin/sources"
      errors={errors}
    >
      <p>
        It is polled at <code>{shownUrl(source.url)}</code>. Its entries stay, and who subscribes to
        the old address is led to the same source.
      </p>
      <Form action={path} formToken={frame.formToken}>
        <TextField
          name="url"
          label="New address of its feed"
          type="url"
          value={url}
          errors={errors}
          required
        />
        <p class="actions">
          <button type="submit" class={preview ? undefined : 'main'} data-busy="Fetching …">
            Look at it
          </button>
          <a href={pathOf(source)}>Back</a>
        </p>
      </Form>
      {preview && (
        <>
          <Preview preview={preview} titles={titles} />
          <Form action={path} formToken={frame.formToken}>
            <input type="hidden" name="url" value={url} />
            <input type="hidden" name="sure" value="yes" />
            <button type="submit" class="main" data-busy="Moving and polling …">
              Move it there
            </button>
          </Form>
        </>
      )}
    </DeskPage>
  )
}

/** What deleting a source takes away and what it leaves, in numbers. */
export function DeleteSourcePage(
  props: ChangeProps & {
    kept: BoundedCount
    /** Of its latest entries, where there are more than so many. */
    topics: readonly { slug: string; entries: number }[]
    latest: number
    titles: TopicTitles
  },
) {
  const { frame, source, kept, topics, latest, titles, errors = [] } = props
  const among = kept.count > latest ? `of the latest ${latest}` : 'of them'
  return (
    <DeskPage
      frame={frame}
      title={`Delete ${nameOf(source)}?`}
      section="/admin/sources"
      errors={errors}
    >
      <h2>What goes</h2>
      <ul class="faults">
        <li>
          It is polled no more: <code>{shownUrl(source.url)}</code>
        </li>
        <li>It leaves the page and the lists of sources.</li>
      </ul>
      <h2>What stays</h2>
      <ul class="faults">
        <li>{entriesInWords(kept)} it has brought, which go on naming it.</li>
        {topics.map(({ slug, entries }) => (
          <li>
            {entries.toLocaleString('en')} {among} in {titles.get(slug) ?? slug}
          </li>
        ))}
        <li>Added again at its old address, it is the source it was.</li>
      </ul>
      <Form action={`${pathOf(source)}/delete`} formToken={frame.formToken}>
        <p class="actions">
          <button type="submit" class="grave">
            Delete it
          </button>
          <a href={pathOf(source)}>Keep it</a>
        </p>
      </Form>
    </DeskPage>
  )
}
