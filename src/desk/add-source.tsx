import { DeskPage, type Frame } from './frame.tsx'
import { type Entered, Form, type FormErrors, TextField } from './form.tsx'
import { Preview, type ToldPreview, type TopicTitles } from './preview.tsx'
import { SourceFields } from './source-fields.tsx'
import { shownUrl } from './source.tsx'

/** The feeds of a page, as `POST /api/discover` tells them. */
export interface ToldDiscovery {
  url: string
  feeds: {
    url: string
    title?: string
    type: string
    how: string
    alternatives?: { url: string; type: string }[]
  }[]
  tried: { url: string; what: string }[]
  detail?: string
}

const TYPE_NAMES: Record<string, string> = {
  'application/atom+xml': 'Atom',
  'application/rss+xml': 'RSS',
  'application/feed+json': 'JSON Feed',
}

interface Step {
  frame: Frame
  errors?: FormErrors
}

/** The first step: any address. */
export function AddSourcePage({ frame, url = '', errors = [] }: Step & { url?: string }) {
  return (
    <DeskPage frame={frame} title="Add a source" section="/admin/sources" errors={errors}>
      <Form action="/admin/add-source/find" formToken={frame.formToken}>
        <TextField
          name="url"
          label="Address"
          hint="Of a page or of a feed: its feeds are looked for. Nothing is kept yet."
          type="url"
          value={url}
          errors={errors}
          required
        />
        <p>
          <button type="submit" class="main" data-busy="Looking for feeds …">
            Find its feeds
          </button>
        </p>
      </Form>
      <p>
        Many at once? <a href="/admin/opml">Import a list (OPML)</a>.
      </p>
    </DeskPage>
  )
}

function Tried({ tried }: { tried: ToldDiscovery['tried'] }) {
  if (tried.length === 0) return null
  return (
    <details class="tool">
      <summary>What was asked and is no feed</summary>
      <ul class="rows">
        {tried.map(({ url, what }) => (
          <li>
            <code>{shownUrl(url)}</code>
            <p class="quiet">{what}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The second step: which of the feeds that were found. */
export function ChooseFeedPage({ frame, discovery }: Step & { discovery: ToldDiscovery }) {
  const { feeds, tried, url: page } = discovery
  return (
    <DeskPage frame={frame} title="Which feed?" section="/admin/sources">
      <p>
        {feeds.length} feeds were found at <code>{shownUrl(page)}</code>, the likeliest first.
      </p>
      <Form action="/admin/add-source/preview" formToken={frame.formToken}>
        <fieldset class="choices">
          <legend>Feed</legend>
          {feeds.map(({ url, title, type, how }, i) => (
            <label>
              <input type="radio" name="url" value={url} checked={i === 0} />
              <span>
                <strong>
                  <bdi>{title || shownUrl(url)}</bdi>
                </strong>{' '}
                <span class="badge">{TYPE_NAMES[type] ?? type}</span>
                <br />
                <code>{shownUrl(url)}</code>
                <br />
                <span class="quiet">{how}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="actions">
          <button type="submit" class="main" data-busy="Fetching …">
            Preview it
          </button>
          <a href="/admin/add-source">Another address</a>
        </p>
      </Form>
      <Tried tried={tried} />
    </DeskPage>
  )
}

/** The third: what it would bring and how it is to be named, before it is saved. */
export function PreviewSourcePage(
  props: Step & { url: string; preview: ToldPreview; titles: TopicTitles; values: Entered },
) {
  const { frame, url, preview, titles, values, errors = [] } = props
  const feed = { title: preview.title, language: preview.language }
  return (
    <DeskPage
      frame={frame}
      title={preview.title || 'A feed without a title'}
      section="/admin/sources"
      errors={errors}
    >
      <p>
        <code>{shownUrl(url)}</code> is not a source yet; nothing of it is kept.
      </p>
      <Preview preview={preview} titles={titles} />
      <h2>Keep it as a source</h2>
      <Form action="/admin/add-source/save" formToken={frame.formToken}>
        <input type="hidden" name="url" value={url} />
        <TextField
          name="slug"
          label="Slug"
          hint="Its name in addresses, which stays. Left empty: made of its host and path."
          value={values['slug']}
          errors={errors}
          isCode
        />
        <SourceFields values={values} errors={errors} feed={feed} />
        <p class="actions">
          <button type="submit" class="main" data-busy="Saving and polling …">
            Save and poll
          </button>
          <a href="/admin/add-source">Another address</a>
        </p>
      </Form>
    </DeskPage>
  )
}
