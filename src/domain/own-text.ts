import * as v from 'valibot'

/**
 * The small words that files, forms and API bodies of ours are made of. Each says what it expected,
 * because the message is shown beside the file's line.
 */

const text = (what: string) => v.string(`expected ${what}, as text`)

/** Text that says something. */
export const Words = v.pipe(
  text('words'),
  v.regex(/\S/u, 'expected words, not an empty text'),
  v.maxLength(10_000, 'expected at most 10,000 characters'),
)

export const Slug = v.pipe(
  text('a slug'),
  v.regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'expected a slug: words of a to z and 0 to 9 joined by single hyphens',
  ),
  v.maxLength(200, 'expected a slug of at most 200 characters'),
)

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol)
}

/** Absolute, and of a scheme that can be fetched. */
export const HttpUrl = v.pipe(
  text('a URL'),
  v.check(isHttpUrl, 'expected an absolute http or https URL'),
)

/** RFC 4287 §4.2.6: an id is an absolute IRI; nothing is looked up, only compared. */
export const Iri = v.pipe(
  text('an IRI'),
  v.regex(
    /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/,
    'expected an absolute IRI, such as urn:uuid:… or https://…',
  ),
)

/** BCP 47, as far as its shape goes. */
export const LanguageTag = v.pipe(
  text('a language'),
  v.regex(
    /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/,
    'expected a language tag (BCP 47), such as en or ja-JP',
  ),
)

const DATE = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/

function isMoment(value: string): boolean {
  if (!DATE.test(value) && !DATE_TIME.test(value)) return false
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`)
  // 30 February is a date to `Date`, but not the same one when written back.
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value.slice(0, 10))) return false
  return !Number.isNaN(new Date(value).getTime())
}

/** RFC 3339 as people write it; a date alone means its first moment in UTC. Kept in UTC. */
export const Moment = v.pipe(
  text('a date'),
  v.check(
    isMoment,
    'expected a date (2021-09-28) or a date and time with its zone (2021-09-28T10:00:00Z)',
  ),
  v.transform((value) => new Date(value).toISOString().replace('.000Z', 'Z')),
)
