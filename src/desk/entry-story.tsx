import type { Because } from '../domain/story.ts'
import { EntryBadge, entryName, entryPath, FromWhere, type ToldEntry } from './entry.tsx'
import { Action } from './form.tsx'

const RUNG_WORDS: Record<Because['rung'], string> = {
  operator: 'an operator said so',
  'same-id': 'they carry the same id',
  'same-page': 'they lead to the same page',
  'same-text': 'they say nearly the same',
  'same-event': 'they tell of the same event in much the same words',
}

const becauseInWords = (because: Because | null): string =>
  because === null ? 'they tell the same' : RUNG_WORDS[because.rung]

export interface EntryStoryProps {
  entry: ToldEntry
  /** The one that is shown instead. */
  lead: { key: string; title: string; source: string | null } | undefined
  formToken: string
}

function Split({ of, formToken }: { of: { key: string; title: string }; formToken: string }) {
  return (
    <Action
      action={`${entryPath(of.key)}/split`}
      formToken={formToken}
      label="Split off"
      of={entryName(of)}
    />
  )
}

/** What an entry is a duplicate of, or which are of it, and why. */
export function EntryStory({ entry, lead, formToken }: EntryStoryProps) {
  const { duplicates, because } = entry
  if (!lead && duplicates.length === 0) return null
  return (
    <section aria-labelledby="story">
      <h2 id="story">Its story</h2>
      {lead && (
        <>
          <p>
            Readers are shown{' '}
            <a href={entryPath(lead.key)}>
              <bdi>{entryName(lead)}</bdi>
            </a>{' '}
            (<FromWhere source={lead.source} />) instead of it: {becauseInWords(because)}.
          </p>
          <Split of={entry} formToken={formToken} />
        </>
      )}
      {duplicates.length > 0 && (
        <>
          <p>It is shown for all that tell the same:</p>
          <ul class="rows">
            {duplicates.map((duplicate) => (
              <li>
                <h3>
                  <a href={entryPath(duplicate.key)}>
                    <bdi>{entryName(duplicate)}</bdi>
                  </a>{' '}
                  {duplicate.withdrawnAt !== null && <EntryBadge state="withdrawn" />}
                </h3>
                <p class="quiet">
                  <FromWhere source={duplicate.source} />: {becauseInWords(duplicate.because)}
                </p>
                <Split of={duplicate} formToken={formToken} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
