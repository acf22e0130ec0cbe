import type { Fault } from '../domain/fault.ts'
import { DeskPage, type Frame } from './frame.tsx'
import { Form, type FormErrors, TextArea, TextField } from './form.tsx'
import { Faults, pathOf, shownUrl } from './source.tsx'

/** What became of a list, as `POST /api/opml` tells it. */
export interface ToldImport {
  added: number
  known: number
  refused: number
  outlines: {
    number: number
    title?: string
    url: string
    outcome: 'added' | 'known' | 'refused'
    slug?: string
    because?: string
  }[]
  faults: Fault[]
}

interface OpmlPageProps {
  frame: Frame
  text?: string
  errors?: FormErrors
}

/** Where lists of feeds come in and go out. */
export function OpmlPage({ frame, text = '', errors = [] }: OpmlPageProps) {
  return (
    <DeskPage frame={frame} title="Lists of feeds (OPML)" section="/admin/sources" errors={errors}>
      <h2>Import</h2>
      <p>
        Every feed of the list becomes a source, unless it is one already. Nothing is fetched now:
        they are polled one after the other from the next minute on.
      </p>
      <Form action="/admin/opml" formToken={frame.formToken} isUpload>
        <TextField
          name="file"
          label="A file"
          type="file"
          accept=".opml,.xml,text/x-opml,application/xml,text/xml"
          errors={errors}
        />
        <TextArea name="text" label="Or its text" value={text} rows={8} errors={errors} isCode />
        <p>
          <button type="submit" class="main" data-busy="Importing …">
            Import
          </button>
        </p>
      </Form>
      <h2>Export</h2>
      <ul class="faults">
        <li>
          <a href="/sources.opml">The sources</a>, to poll them elsewhere. Private ones are left
          out.
        </li>
        <li>
          <a href="/topics.opml">The topics</a>, to subscribe to them.
        </li>
      </ul>
    </DeskPage>
  )
}

type Outline = ToldImport['outlines'][number]

function Line({ outline }: { outline: Outline }) {
  const { number, title, url, slug, because } = outline
  const name = title ?? (shownUrl(url) || 'Without an address')
  return (
    <li>
      <span class="quiet">{number}. </span>
      <bdi>{slug === undefined ? name : <a href={pathOf({ slug })}>{name}</a>}</bdi>
      {because !== undefined && <p class="ill">{because}</p>}
      {title !== undefined && (
        <p class="quiet">
          <code>{shownUrl(url) || 'no address'}</code>
        </p>
      )}
    </li>
  )
}

function Lines({ heading, outlines }: { heading: string; outlines: readonly Outline[] }) {
  if (outlines.length === 0) return null
  return (
    <details class="tool">
      <summary>
        {heading} ({outlines.length})
      </summary>
      <ul class="rows">
        {outlines.map((outline) => (
          <Line outline={outline} />
        ))}
      </ul>
    </details>
  )
}

/** What became of each line: counted first, and what failed before what went well. */
export function ImportReportPage({ frame, report }: { frame: Frame; report: ToldImport }) {
  const { added, known, refused, outlines, faults } = report
  const of = (wanted: Outline['outcome']) => outlines.filter(({ outcome }) => outcome === wanted)
  return (
    <DeskPage frame={frame} title="Imported" section="/admin/sources">
      <dl class="figures">
        {[
          ['added', added],
          ['known already', known],
          ['refused', refused],
        ].map(([name, count]) => (
          <div>
            <dt>{name}</dt>
            <dd class={name === 'refused' && refused > 0 ? 'ill' : undefined}>{count}</dd>
          </div>
        ))}
      </dl>
      {outlines.length === 0 && <p class="nothing">There is no feed in this list.</p>}
      {refused > 0 && (
        <section aria-labelledby="refused">
          <h2 id="refused">Refused</h2>
          <ul class="rows">
            {of('refused').map((outline) => (
              <Line outline={outline} />
            ))}
          </ul>
        </section>
      )}
      {faults.length > 0 && (
        <section aria-labelledby="faults">
          <h2 id="faults">What is wrong in the list itself</h2>
          <Faults faults={faults} most={50} />
        </section>
      )}
      <h2>The others</h2>
      <Lines heading="Added" outlines={of('added')} />
      <Lines heading="Known already" outlines={of('known')} />
      <p class="actions">
        <a class="main" href="/admin/sources?state=new">
          The new sources
        </a>
        <a href="/admin/opml">Another list</a>
      </p>
    </DeskPage>
  )
}
