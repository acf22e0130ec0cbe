import * as v from 'valibot'

/** A member that is wrong is as good as absent; the rest of its object is kept. */
const lenient = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined)
const Text = lenient(v.string())
/** JSON Feed 1.1: “if an id is presented as a number … it must be converted to a string”. */
const Id = lenient(v.pipe(v.union([v.string(), v.number()]), v.transform(String)))
const Size = lenient(v.pipe(v.number(), v.minValue(0)))

/** Of a list, the members that are what they should be. */
const listOf = <T extends v.GenericSchema>(schema: T) =>
  lenient(
    v.pipe(
      v.array(v.unknown()),
      v.transform((members) =>
        members.slice(0, 200).flatMap((member) => {
          const parsed = v.safeParse(schema, member)
          return parsed.success ? [parsed.output] : []
        }),
      ),
    ),
  )

const Author = v.object({ name: Text, url: Text })
export type JsonPerson = v.InferOutput<typeof Author>
const authorship = { authors: listOf(Author), author: lenient(Author) }

const Attachment = v.object({
  url: Text,
  mime_type: Text,
  title: Text,
  size_in_bytes: Size,
  duration_in_seconds: Size,
})

/** https://www.jsonfeed.org/version/1.1/, items. */
export const JsonItem = v.object({
  id: Id,
  url: Text,
  external_url: Text,
  title: Text,
  content_html: Text,
  content_text: Text,
  summary: Text,
  image: Text,
  banner_image: Text,
  date_published: Text,
  date_modified: Text,
  language: Text,
  tags: listOf(v.string()),
  attachments: listOf(Attachment),
  ...authorship,
})

/** Says that it is JSON Feed at all. */
export const Version = v.pipe(v.string(), v.regex(/^https?:\/\/(www\.)?jsonfeed\.org\/version\/1/i))

/** Words that only JSON Feed has: with them it is one, whatever it says for a version. */
export const TellingFeed = v.union([
  v.object({ items: v.array(v.unknown()), home_page_url: v.string(), feed_url: v.string() }),
  v.object({
    items: v.looseTuple([
      v.union([
        v.object({ content_html: v.string() }),
        v.object({ content_text: v.string() }),
        v.object({ date_published: v.string() }),
      ]),
    ]),
  }),
])

/** Items are read one by one. */
export const JsonFeed = v.object({
  version: Text,
  title: Text,
  home_page_url: Text,
  feed_url: Text,
  description: Text,
  next_url: Text,
  icon: Text,
  favicon: Text,
  language: Text,
  hubs: listOf(v.object({ url: Text })),
  items: v.fallback(v.array(v.unknown()), []),
  ...authorship,
})
