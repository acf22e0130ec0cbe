import type { Held } from '../domain/own-entry.ts'
import { Moment } from '../pages/moment.tsx'
import { NearMisses, ShownEntry, type ShownEntryProps, type ToldNear } from './shown-entry.tsx'

export interface EntryPreviewProps extends ShownEntryProps {
  near: readonly ToldNear[]
  held: Held | null
  /** It was asked for by a button, and is where its reader goes on; else it follows what is written. */
  isAskedFor: boolean
}

function When({ held, published }: { held: Held | null; published: string }) {
  const at = <Moment at={published} language="en" />
  switch (held) {
    case 'draft':
      return <>A draft: saved, it is shown to nobody.</>
    case 'scheduled':
      return <>Saved, it is held back: it is in no feed, page or search before {at}.</>
    case null:
      return <>Saved, it is shown at once, at its place by {at}.</>
    default:
      return held satisfies never
  }
}

/** What an entry that is being written would look like and where it would be, before it is saved. */
export function EntryPreview(props: EntryPreviewProps) {
  const { content, near, titles, held, isAskedFor } = props
  return (
    <section
      class="preview"
      data-results
      aria-labelledby="preview"
      tabindex={-1}
      autofocus={isAskedFor}
    >
      <h2 id="preview">Preview</h2>
      <p class="quiet">
        <When held={held} published={content.published ?? ''} />
      </p>
      <ShownEntry {...props} />
      <NearMisses near={near} titles={titles} />
    </section>
  )
}

/** Where the preview will be, for who has not asked for one. */
export function NoPreview() {
  return (
    <section class="preview" data-results aria-labelledby="preview">
      <h2 id="preview">Preview</h2>
      <p class="quiet">
        How it will look, and the topics it would be filed under, with the words that put it there.
        Nothing is saved by looking.
      </p>
    </section>
  )
}
