import type { BoundedCount } from '../domain/desk-store.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { RememberedPoll } from '../domain/source.ts'
import { languageOf, titleOf } from '../pages/entry-parts.tsx'
import { Moment } from '../pages/moment.tsx'
import { entryPath } from './entry.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import { Action } from './form.tsx'
import { Filed, type TopicTitles } from './preview.tsx'
import { PollHistory } from './report.tsx'
import { Faults, nameOf, pathOf, shownUrl, StateBadge, type ToldSource } from './source.tsx'

export interface SourcePageProps {
  frame: Frame
  source: ToldSource
  /** The newest first. */
  polls: readonly RememberedPoll[]
  entries: readonly ServedEntry[]
  kept: BoundedCount
  titles: TopicTitles
}

const MOST_FAULTS = 20

export const entriesInWords = ({ count, isMore }: BoundedCount): string =>
  `${isMore ? 'more than ' : ''}${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`

function Actions({ frame: { formToken }, source }: Pick<SourcePageProps, 'frame' | 'source'>) {
  const path = pathOf(source)
  const isOurs = source.managedBy === 'api'
  return (
    <div class="actions">
      <Action action={`${path}/poll`} formToken={formToken} label="Poll now" busy="Polling …" />
      {isOurs && source.paused && (
        <Action action={`${path}/resume`} formToken={formToken} label="Resume" />
      )}
      {isOurs && !source.paused && (
        <Action action={`${path}/pause`} formToken={formToken} label="Pause" />
      )}
      {isOurs && (
        <>
          <a href={`${path}/edit`}>Edit</a>
          <a href={`${path}/move`}>Move</a>
          <a href={`${path}/delete`}>Delete</a>
        </>
      )}
    </div>
  )
}

function Health({ health, paused }: Pick<ToldSource, 'health' | 'paused'>) {
  return (
    <section aria-labelledby="health">
      <h2 id="health">How it does</h2>
      <dl class="facts">
        <dt>Last asked</dt>
        <dd>
          {health.polledAt ? <Moment at={health.polledAt} language="en" /> : 'never yet'}
          {health.status !== null && ` (HTTP ${health.status})`}
        </dd>
        <dt>Asked next</dt>
        <dd>
          {!paused && (
            <>
              <Moment at={health.nextPollAt} language="en" />:{' '}
            </>
          )}
          {health.because}
        </dd>
        {health.failures > 0 && (
          <>
            <dt>In vain</dt>
            <dd class="ill">
              {health.failures === 1 ? 'once' : `${health.failures} times in a row`}
            </dd>
          </>
        )}
      </dl>
      {health.faults.length > 0 && (
        <>
          <h3>What was wrong when it was last read</h3>
          <Faults faults={health.faults} most={MOST_FAULTS} />
        </>
      )}
    </section>
  )
}

function Settings({ source, kept }: Pick<SourcePageProps, 'source' | 'kept'>) {
  const { url, slug, homePageUrl, movedFrom, language, credit } = source
  const facts: [name: string, value: string | undefined][] = [
    ['Feed', shownUrl(url)],
    ['Moved from', movedFrom && shownUrl(movedFrom)],
    ['Slug', slug],
    ['Home page', homePageUrl],
    ['Language', language],
    ['Credit', credit],
    ['Official', source.official ? 'yes' : undefined],
    ['Private', source.private ? 'yes: its feed’s address is shown to nobody' : undefined],
    ['Kept', entriesInWords(kept)],
  ]
  return (
    <section aria-labelledby="settings">
      <h2 id="settings">What is said of it</h2>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ),
        )}
      </dl>
      {source.managedBy === 'data' && (
        <p>
          It is listed in <code>data/sources.json</code>: change it there, and run{' '}
          <code>npm run apply</code>. Here it can be polled.
        </p>
      )}
    </section>
  )
}

/** What it brought last, each leading to where it can be withdrawn. */
function Latest({
  entries,
  titles,
  slug,
}: Pick<SourcePageProps, 'entries' | 'titles'> & { slug: string }) {
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">Its latest entries</h2>
      {entries.length === 0 && <p class="nothing">It has brought none yet.</p>}
      <ul class="rows">
        {entries.map((entry) => (
          <li>
            <h3 {...languageOf(entry)}>
              <a href={entryPath(entry.key)}>{titleOf(entry)}</a>
            </h3>
            <Filed topics={entry.topics} titles={titles} />
            <p class="quiet">
              <Moment at={entry.published ?? entry.updated} language="en" />
            </p>
          </li>
        ))}
      </ul>
      {entries.length > 0 && (
        <p>
          <a href={`/admin/entries?source=${slug}`}>All of them</a>
        </p>
      )}
    </section>
  )
}

/** One source: how it does, what is said of it, what it brought, and what can be done with it. */
export function SourcePage({ frame, source, polls, entries, kept, titles }: SourcePageProps) {
  return (
    <DeskPage frame={frame} title={nameOf(source)} section="/admin/sources">
      <p>
        <StateBadge state={source.health.state} />
      </p>
      <Actions frame={frame} source={source} />
      <Health {...source} />
      <Settings source={source} kept={kept} />
      {polls.length > 0 && (
        <section aria-labelledby="polls">
          <h2 id="polls">Its last polls</h2>
          <PollHistory polls={polls} />
        </section>
      )}
      <Latest entries={entries} titles={titles} slug={source.slug} />
    </DeskPage>
  )
}
