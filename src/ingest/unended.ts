import type { ElementHead } from './element.ts'
import type { Frame } from './frame.ts'
import { ruleFor } from './vocabulary/index.ts'

/** What cannot stand in a text, however deep: where it begins, a text was not ended. */
const NEVER_INLINE = new Set(
  'item entry channel description guid pubdate lastbuilddate managingeditor published updated issued modified'.split(
    ' ',
  ),
)
/** Words of feeds that are words of HTML too, and may stand in a body that is one. */
const ALSO_HTML = new Set(['title', 'link', 'summary', 'source', 'image', 'body'])
/** Texts that may have markup in them; all others are a line. */
const BODIES = new Set(
  'description summary content encoded subtitle tagline info abstract body fullitem div'.split(' '),
)
const PARTS_OF_IMAGE = new Set(['title', 'link', 'description', 'url'])

/**
 * `<title>Budget<description>` and `<author><name>Jo</name><title>`: whether a reader sees, where
 * an element begins, that the text or the structure around it was meant to have ended.
 */
export function showsUnended(head: ElementHead, around: Frame): boolean {
  if (around.isText) return showsUnendedText(head, around)
  if (around.rule?.holds !== 'structure' || !isWordOfFeeds(head)) return false
  return around.head.name !== 'image' || !PARTS_OF_IMAGE.has(head.name)
}

function showsUnendedText(head: ElementHead, around: Frame): boolean {
  if (head.space === 'core' && NEVER_INLINE.has(head.name)) return true
  if (around.inline || !isWordOfFeeds(head)) return false
  if (head.space !== 'core' || !BODIES.has(around.head.name)) return true
  if (head.name === 'title' || head.name === 'summary')
    return around.draft.get(head.name) === undefined && around.head.name !== head.name
  // HTML's has attributes, RSS's has none.
  if (head.name === 'link') return head.attributes.length === 0
  return !ALSO_HTML.has(head.name)
}

function isWordOfFeeds({ space, name }: ElementHead): boolean {
  if (space === 'xhtml') return false
  return ruleFor('entry', space, name) !== undefined || ruleFor('feed', space, name) !== undefined
}
