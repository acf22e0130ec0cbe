import * as v from 'valibot'

/**
 * GOV.UK's Content API, as far as we ask it: https://www.gov.uk/api/content/{path of a page}. Its
 * words are in alphagov/content-store, `openapi.yaml`; what each kind of page has of them is in
 * alphagov/publishing-api, `content_schemas`.
 */

const text = v.nullish(v.string())
/** A member that is not as documented is left out; what is beside it can still be read. */
const lenient = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), null)

const LinkedItem = v.object({ title: v.string(), base_path: text })

const ContentItem = v.object({
  base_path: text,
  /** Always there, and so the proof that this is such a document at all. */
  schema_name: v.string(),
  locale: text,
  first_published_at: text,
  public_updated_at: text,
  /** An empty object when it is not withdrawn. */
  withdrawn_notice: lenient(v.object({ explanation: text, withdrawn_at: text })),
  /** Of an item that is a redirect. */
  redirects: lenient(v.array(v.object({ destination: v.string() }))),
  details: lenient(
    v.object({
      body: lenient(v.string()),
      change_history: lenient(
        v.array(v.object({ note: v.string(), public_timestamp: v.string() })),
      ),
    }),
  ),
  links: lenient(
    v.object({
      organisations: lenient(v.array(LinkedItem)),
      worldwide_organisations: lenient(v.array(LinkedItem)),
      world_locations: lenient(v.array(LinkedItem)),
    }),
  ),
})
export type ContentItem = v.InferOutput<typeof ContentItem>

/** What the API says of a page. */
export type ContentAnswer =
  | { kind: 'found'; item: ContentItem; fault?: string }
  | { kind: 'moved'; fault: string }
  | { kind: 'missing'; fault: string }
  | { kind: 'gone'; fault: string }
  | { kind: 'failed'; fault: string }

const PAGES = 'https://www.gov.uk'
const API = '/api/content'

/** Where to ask about an entry; undefined when its page is none of GOV.UK's. */
export function contentApiUrl(pageUrl: string | undefined): string | undefined {
  const url = pageUrl === undefined ? null : URL.parse(pageUrl)
  if (url?.origin !== PAGES || url.pathname === '/' || url.pathname.startsWith('/api/'))
    return undefined
  return PAGES + API + url.pathname.replace(/\/+$/, '')
}

const say = (what: string) => `GOV.UK's Content API ${what}`

/** A page the API has no document of: the documented statuses, told apart. */
export function readContentStatus(status: number | null, reason: string): ContentAnswer {
  if (status === 404) return { kind: 'missing', fault: say('knows nothing of its page (404)') }
  if (status === 410) return { kind: 'gone', fault: say('says that its page is gone (410)') }
  return { kind: 'failed', fault: say(`could not be asked: ${reason}`) }
}

/**
 * What the API's document says.
 *
 * @param asked where it was asked for.
 * @param foundAt where it was found: 303 leads to the path under which GOV.UK keeps the page.
 */
export function readContentItem(json: string, asked: string, foundAt: string): ContentAnswer {
  if (!foundAt.startsWith(`${PAGES}${API}/`))
    return { kind: 'failed', fault: say(`leads out of itself, to ${foundAt.slice(0, 300)}`) }
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return { kind: 'failed', fault: say('answered with something that is not JSON') }
  }
  const result = v.safeParse(ContentItem, parsed)
  if (!result.success) return { kind: 'failed', fault: say('answered in a shape we do not know') }
  const item = result.output
  // Unpublished pages are items too, with the status 200 of any other.
  if (item.schema_name === 'redirect')
    return {
      kind: 'moved',
      fault: say(
        `says that its page now leads to ${item.redirects?.[0]?.destination ?? 'another'}`,
      ),
    }
  if (item.schema_name === 'gone') return { kind: 'gone', fault: say('says that its page is gone') }
  const canonical = new URL(foundAt).pathname.slice(API.length)
  return foundAt === asked
    ? { kind: 'found', item }
    : { kind: 'found', item, fault: say(`keeps its page under ${canonical} (303)`) }
}
