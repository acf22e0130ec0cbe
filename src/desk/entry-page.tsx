import type { Topic } from '../domain/topic.ts'
import { EvidenceList } from '../pages/evidence.tsx'
import { History, type Said } from '../pages/history.tsx'
import { Moment } from '../pages/moment.tsx'
import { directionOf } from '../web/direction.ts'
import { EntryStory, type EntryStoryProps } from './entry-story.tsx'
import {
  EntryBadge,
  entryName,
  entryPath,
  FromWhere,
  isOurs,
  isUnseen,
  publicPath,
  type ToldEntry,
} from './entry.tsx'
import { Action } from './form.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import { NearMisses, ShownEntry, type ShownEntryProps, type ToldNear } from './shown-entry.tsx'

export interface EntryPageProps {
  frame: Frame
  entry: ToldEntry
  sourceTitle: string | undefined
  shown: ShownEntryProps
  /** The topics it is not in and nearly is. */
  near: readonly ToldNear[]
  lead: EntryStoryProps['lead']
  /** What it says and said before, the newest first. */
  said: readonly Said[]
  topics: readonly Topic[]
}

const isHeld = ({ state }: ToldEntry) => state === 'draft' || state === 'scheduled'

/** What can be done with it as it is now; what takes thought has a page of its own first. */
function Actions({ entry, formToken }: { entry: ToldEntry; formToken: string }) {
  const { key, state, withdrawnBy } = entry
  const path = entryPath(key)
  const isAmongStories = state === 'shown' || state === 'duplicate'
  return (
    <div class="actions">
      {isOurs(entry) && (
        <a class="main" href={`${path}/edit`}>
          Correct
        </a>
      )}
      {isOurs(entry) && isHeld(entry) && (
        <Action action={`${path}/publish`} formToken={formToken} label="Publish now" />
      )}
      {isAmongStories && <a href={`${path}/join`}>Join to another story</a>}
      {isAmongStories && <a href={`${path}/withdraw`}>Withdraw</a>}
      {withdrawnBy === 'operator' && (
        <Action action={`${path}/restore`} formToken={formToken} label="Restore" />
      )}
      {isOurs(entry) && isUnseen(entry) && <a href={`${path}/delete`}>Delete</a>}
      {!isHeld(entry) && <a href={publicPath(key)}>Its public page</a>}
    </div>
  )
}

/** Why it is not shown, where it is not. */
function Standing({ entry }: { entry: ToldEntry }) {
  const { state, published, withdrawnAt, withdrawnBecause, withdrawnBy } = entry
  const at = (moment: string | null | undefined) => moment && <Moment at={moment} language="en" />
  switch (state) {
    case 'shown':
    case 'duplicate':
      return null
    case 'draft':
      return <p>Nobody sees it until you publish it.</p>
    case 'scheduled':
      return <p>Held back until {at(published)}; then it appears by itself.</p>
    case 'withdrawn':
      return (
        <p>
          Withdrawn by {withdrawnBy === 'operator' ? 'an operator' : 'its publisher'},{' '}
          {at(withdrawnAt)}
          {withdrawnBecause === null ? ', without a reason.' : `: ${withdrawnBecause}`}
          {withdrawnBy === 'operator' && (
            <>
              <br />
              <span class="quiet">Restored, it is filed by the rules of today, as below.</span>
            </>
          )}
        </p>
      )
    default:
      return state satisfies never
  }
}

/** Where its words can be changed. */
function WhoseWords({ entry: { source, own, key } }: { entry: ToldEntry }) {
  if (source !== null) return <p class="quiet">What others wrote is not rewritten here.</p>
  if (own?.managedBy !== 'data') return null
  return (
    <p>
      It is written in <code>data/entries/{key}.md</code>: change it there, and run{' '}
      <code>npm run apply</code>.
    </p>
  )
}

function Facts({ entry, sourceTitle }: Pick<EntryPageProps, 'entry' | 'sourceTitle'>) {
  const { id, url, source, published, updated, revision } = entry
  return (
    <dl class="facts">
      <dt>From</dt>
      <dd>
        <FromWhere source={source} name={sourceTitle} />
      </dd>
      {published && (
        <>
          <dt>Published</dt>
          <dd>
            <Moment at={published} language="en" />
          </dd>
        </>
      )}
      <dt>Updated</dt>
      <dd>
        <Moment at={updated} language="en" />
        {revision > 1 && `, revision ${revision}`}
      </dd>
      {url && (
        <>
          <dt>Original</dt>
          <dd>
            <a href={url} rel="external noopener">
              {url}
            </a>
          </dd>
        </>
      )}
      <dt>Id</dt>
      <dd>
        <code>{id}</code>
      </dd>
    </dl>
  )
}

/** One entry: what it says, where it is and why, and what can be done with it. */
export function DeskEntryPage(props: EntryPageProps) {
  const { frame, entry, sourceTitle, shown, near, lead, said, topics } = props
  const { language } = shown.content
  return (
    <DeskPage frame={frame} title={entryName(entry)} section="/admin/entries">
      <p>
        <EntryBadge state={entry.state} />
      </p>
      <Standing entry={entry} />
      <Actions entry={entry} formToken={frame.formToken} />
      <WhoseWords entry={entry} />
      <section aria-labelledby="says">
        <h2 id="says">What it says</h2>
        <ShownEntry {...shown} />
        <EvidenceList matches={entry.topics} topics={topics} />
        <NearMisses near={near} titles={shown.titles} />
      </section>
      <EntryStory entry={entry} lead={lead} formToken={frame.formToken} />
      <section aria-labelledby="facts">
        <h2 id="facts">What is known of it</h2>
        <Facts entry={entry} sourceTitle={sourceTitle} />
      </section>
      <History
        said={said}
        words={{ lang: language ?? '', dir: directionOf(language) }}
        language="en"
      />
    </DeskPage>
  )
}
