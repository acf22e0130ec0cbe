import type { AuditedDeed, Door } from '../domain/audit.ts'
import { Moment } from '../pages/moment.tsx'
import { DeskPage, type Frame } from './frame.tsx'

/** Something an operator did, as `GET /api/audit` tells it. */
export type ToldDeed = AuditedDeed

interface LogPageProps {
  frame: Frame
  deeds: readonly ToldDeed[]
  /** Where older ones begin, when there are any. */
  next: string | null
  isFirst: boolean
}

const DOORS: Record<Door, string> = {
  token: 'through the API',
  desk: 'at the desk',
  files: 'with the files of data/',
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where at the desk it can be looked at, as long as it is there. */
function pathOf({ method, path, detail: { answered } }: ToldDeed): string | undefined {
  const [, room = '', given] = /^\/api\/(sources|topics|entries)(?:\/([^/]+))?/.exec(path) ?? []
  const name = given ?? (isObject(answered) ? (answered['slug'] ?? answered['key']) : undefined)
  // What is withdrawn is there, to be restored.
  const isThere = method !== 'DELETE' || room === 'entries'
  return room !== '' && isThere && typeof name === 'string' ? `/admin/${room}/${name}` : undefined
}

function outcome({ status }: ToldDeed): { words: string; kind: 'done' | 'failed' } {
  if (status === null) return { words: 'not known to have ended', kind: 'failed' }
  if (status < 400) return { words: 'done', kind: 'done' }
  return { words: `${status < 500 ? 'refused' : 'failed'} (${status})`, kind: 'failed' }
}

const capitalised = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1)

const inText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** The members of what was asked or answered; of what is counted, what is none is not told. */
function membersInWords(said: unknown): string {
  if (!isObject(said)) return ''
  return Object.entries(said)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `${name} ${inText(value)}`)
    .join(', ')
}

/** More of it is shown to who asks. */
const MOST_AT_ONCE = 200

/** What was asked, or what came of it. */
function Said({ as, said }: { as: string; said: unknown }) {
  const text = membersInWords(said)
  if (text === '') return null
  if (text.length <= MOST_AT_ONCE) return <p class="quiet">{`${as}: ${text}`}</p>
  return (
    <details>
      <summary>{`${as}: ${text.slice(0, MOST_AT_ONCE / 2).toWellFormed()} …`}</summary>
      <p class="quiet">{text}</p>
    </details>
  )
}

function Deed({ deed }: { deed: ToldDeed }) {
  const { words, kind } = outcome(deed)
  const path = pathOf(deed)
  const what = capitalised(deed.what)
  return (
    <li>
      <h2>
        {path ? <a href={path}>{what}</a> : what}{' '}
        {kind === 'failed' && <span class="badge failed">{words}</span>}
      </h2>
      <p class="quiet">
        <Moment at={deed.at} language="en" />, {DOORS[deed.who]}
        {deed.address !== null && `, from ${deed.address}`}
      </p>
      <Said as="Asked" said={deed.detail['asked']} />
      <Said as="Answered" said={deed.detail['answered']} />
    </li>
  )
}

/** Who did what and when. */
export function LogPage({ frame, deeds, next, isFirst }: LogPageProps) {
  return (
    <DeskPage frame={frame} title="Log" section="/admin/log">
      <p>
        What operators did here and through the API. What only looks stands in it nowhere; wrong
        tokens are counted, and not written down one by one.
      </p>
      {deeds.length === 0 && <p class="nothing">Nothing has been done yet.</p>}
      <ul class="rows">
        {deeds.map((deed) => (
          <Deed deed={deed} />
        ))}
      </ul>
      {(next !== null || !isFirst) && (
        <nav class="paging" aria-label="Pages">
          {!isFirst && <a href="/admin/log">The newest</a>}
          {next !== null && (
            <a href={`/admin/log?before=${next}`} rel="next">
              Older
            </a>
          )}
        </nav>
      )}
    </DeskPage>
  )
}
