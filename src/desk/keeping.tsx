import type { Keep } from '../domain/keep.ts'
import type { RetentionPreview, RetentionRules } from '../domain/retention-store.ts'
import { Moment } from '../pages/moment.tsx'
import { DeskPage, type Frame } from './frame.tsx'
import { Action, Form, type FormErrors, TextField } from './form.tsx'
import type { TopicTitles } from './preview.tsx'
import { topicPath } from './topic.tsx'

/** How far an archive is taken in. */
interface Progress {
  lines: number
  isFinished: boolean
}

/** The last one that was begun, as `GET /api/import` tells it. */
export interface ToldProgress {
  import: Progress | null
}

export interface KeepingPageProps {
  frame: Frame
  rules: RetentionRules
  preview: RetentionPreview
  importing: Progress | null
  titles: TopicTitles
  /** Why there is no webhook; empty when there is one. */
  noWebhook: string
  maxBytes: number
  errors?: FormErrors
}

const MOST_SHOWN = 50

const sourcePath = (slug: string) => `/admin/sources/${slug}`

const number = (count: number) => count.toLocaleString('en')

const entriesOf = (count: number) => `${number(count)} ${count === 1 ? 'entry' : 'entries'}`

/** How long entries are kept, in words. */
function keepInWords(keep: Keep): string {
  const { days, entries } = keep
  const parts = [
    ...(days === undefined ? [] : [days === 1 ? 'for a day' : `for ${number(days)} days`]),
    ...(entries === undefined ? [] : [`the newest ${number(entries)}`]),
  ]
  return parts.join(', and of these ') || 'for ever'
}

function Rules({ rules, titles }: Pick<KeepingPageProps, 'rules' | 'titles'>) {
  const { newsroom, topics, sources } = rules
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">How long entries are kept</h2>
      <p>
        As their source says; where it says nothing, as long as any of their topics keeps them; in
        no topic, as the newsroom says. Your own entries stay for ever.
      </p>
      <dl class="facts">
        <dt>The newsroom</dt>
        <dd>{keepInWords(newsroom ?? {})}</dd>
        {topics.map(({ slug, keep }) =>
          keep === null ? null : (
            <>
              <dt>
                Topic <a href={`${topicPath({ slug })}/edit`}>{titles.get(slug) ?? slug}</a>
              </dt>
              <dd>{keepInWords(keep)}</dd>
            </>
          ),
        )}
        {sources.slice(0, MOST_SHOWN).map(({ slug, keep }) => (
          <>
            <dt>
              Source <a href={`${sourcePath(slug)}/edit`}>{slug}</a>
            </dt>
            <dd>{keepInWords(keep)}</dd>
          </>
        ))}
      </dl>
      {sources.length > MOST_SHOWN && (
        <p class="quiet">and {number(sources.length - MOST_SHOWN)} more sources</p>
      )}
      <p class="quiet">
        A source’s and a topic’s are changed on their pages, the newsroom’s in{' '}
        <code>data/newsroom.json</code>.
      </p>
    </section>
  )
}

interface Going {
  name: string
  path: string
  going: number
  oldestKept: string | null
}

const goingIn = (
  places: RetentionPreview['sources'],
  nameOf: (slug: string) => string,
  pathOf: (slug: string) => string,
): Going[] =>
  Object.entries(places)
    .filter(([, { going }]) => going > 0)
    .map(([slug, { going, oldestKept }]) => ({
      name: nameOf(slug),
      path: pathOf(slug),
      going,
      oldestKept,
    }))
    .toSorted((a, b) => b.going - a.going)

function GoingTable({ heading, rows }: { heading: string; rows: readonly Going[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={`What goes, by ${heading}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{heading}</th>
              <th scope="col">Entries that go</th>
              <th scope="col">The oldest that stays</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map(({ name, path, going, oldestKept }) => (
              <tr>
                <td>
                  <a href={path}>{name}</a>
                </td>
                <td>{number(going)}</td>
                <td>{oldestKept ? <Moment at={oldestKept} language="en" /> : 'nothing'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_SHOWN && <p class="quiet">and {number(rows.length - MOST_SHOWN)} more</p>}
    </>
  )
}

const sum = (removed: Record<string, number>) =>
  Object.values(removed).reduce((all, count) => all + count, 0)

function GoesNext({ preview, titles }: Pick<KeepingPageProps, 'preview' | 'titles'>) {
  const { going, isWhole, sources, topics, run, last } = preview
  return (
    <section aria-labelledby="goes">
      <h2 id="goes">What goes next</h2>
      {run && (
        <p>
          It is being removed since <Moment at={run.begunAt} language="en" />:{' '}
          {entriesOf(sum(run.removed))} so far.
        </p>
      )}
      <p>
        {going === 0 && 'Nothing that is stored is old enough to go.'}
        {going > 0 && `${isWhole ? '' : 'More than '}${entriesOf(going)}, within some hours:`}
      </p>
      <GoingTable heading="Source" rows={goingIn(sources, (slug) => slug, sourcePath)} />
      <GoingTable
        heading="Topic"
        rows={goingIn(
          topics,
          (slug) => titles.get(slug) ?? slug,
          (slug) => topicPath({ slug }),
        )}
      />
      <p class="quiet">
        {last ? (
          <>
            Last removed: {entriesOf(sum(last.removed))}, <Moment at={last.endedAt} language="en" />
            .
          </>
        ) : (
          'Nothing was ever removed.'
        )}
      </p>
    </section>
  )
}

function Carrying(props: Pick<KeepingPageProps, 'frame' | 'importing' | 'errors' | 'maxBytes'>) {
  const { frame, importing, errors = [], maxBytes } = props
  return (
    <>
      <section aria-labelledby="export">
        <h2 id="export">Take it along</h2>
        <p>
          Everything as one archive: settings, topics, sources with how they do, entries with their
          history, and this log. Without sessions and secrets; the addresses of private sources are
          in it.
        </p>
        <p class="actions">
          <a class="main" href="/admin/keeping/export" download="">
            Export the newsroom
          </a>
        </p>
        <p class="quiet">
          A large one, or every night: <code>npm run export</code>, which goes on where it was.
        </p>
      </section>
      <section aria-labelledby="import">
        <h2 id="import">Take one in</h2>
        {importing && !importing.isFinished && (
          <div class="errors">
            <p>
              An import has begun and has not ended: {number(importing.lines)} lines are here, and
              nothing else may change before the rest is. Send the same archive again, or give it
              up.
            </p>
            <Action
              action="/admin/keeping/abandon"
              formToken={frame.formToken}
              label="Give it up and empty the newsroom"
              isGrave
            />
          </div>
        )}
        <p>
          Only into a newsroom in which nothing has been done yet. Its feeds are then the same, byte
          for byte.
        </p>
        <Form action="/admin/keeping/import" formToken={frame.formToken} isUpload>
          <TextField
            name="archive"
            label="Archive"
            hint={
              <>
                At most {maxBytes / 1e6} MB; a larger one with <code>npm run import</code>.
              </>
            }
            type="file"
            accept=".gz,application/gzip"
            errors={errors}
          />
          <p>
            <button type="submit" data-busy="Importing …">
              Import
            </button>
          </p>
        </Form>
      </section>
    </>
  )
}

function Alerts({ frame, noWebhook }: Pick<KeepingPageProps, 'frame' | 'noWebhook'>) {
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">Alerts</h2>
      {noWebhook !== '' && <p>Nobody is told when a source ends or polls stop. {noWebhook}</p>}
      {noWebhook === '' && (
        <>
          <p>
            When a source has ended, everything fails or polls stop, the webhook in{' '}
            <code>ALERT_WEBHOOK</code> is told.
          </p>
          <Action
            action="/admin/keeping/test-alert"
            formToken={frame.formToken}
            label="Send a test alert"
            busy="Sending …"
          />
        </>
      )}
    </section>
  )
}

/** What is kept and for how long, and how to carry it elsewhere. */
export function KeepingPage(props: KeepingPageProps) {
  const { frame, errors } = props
  return (
    <DeskPage frame={frame} title="Keeping" section="/admin/keeping" errors={errors}>
      <Rules {...props} />
      <GoesNext {...props} />
      <Carrying {...props} />
      <Alerts {...props} />
    </DeskPage>
  )
}
