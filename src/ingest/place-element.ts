import { resolveUrl } from '../web/url.ts'
import { Draft } from './draft.ts'
import { attributeOf, type ElementHead } from './element.ts'
import { isRoot } from './format.ts'
import { Frame, Gathering } from './frame.ts'
import { ruleFor } from './vocabulary/index.ts'
import { transparent, value } from './vocabulary/rule.ts'

/** The rule of a structure's children: their text is kept for it. */
export const GATHER = value(() => {})
const PASS = transparent()

/**
 * What an element is, standing where it does.
 *
 * @param feed none as long as nothing has told that this is a feed.
 */
export function placeElement(
  written: string,
  head: ElementHead,
  around: Frame,
  feed: Draft | undefined,
): Frame {
  const frame = new Frame(written, head, around.scope, around.draft)
  if (around.isText) return asInline(frame, around)
  if (feed && beginsEntry(head, around, feed)) return asEntry(frame)
  if (feed && head.space === 'core' && head.name === 'source' && around.scope === 'entry')
    return asSource(frame)
  if (around.rule?.holds === 'structure') return asPart(frame)
  if (feed && isRoot(head)) return asFeed(frame, feed)
  return byRule(frame)
}

/** An entry in somebody's own element inside an entry (FeedSync has its conflicts so) is a part of that. */
export function beginsEntry(head: ElementHead, around: Frame, feed: Draft): boolean {
  if (head.space !== 'core' || (head.name !== 'item' && head.name !== 'entry')) return false
  return around.scope !== 'unknown' || around.draft === feed || around.head.space === 'core'
}

function asInline(frame: Frame, around: Frame): Frame {
  frame.inline = true
  frame.scope = 'unknown'
  frame.gathering = around.gathering
  return frame
}

function asEntry(frame: Frame): Frame {
  const draft = new Draft()
  const about = attributeOf(frame.head, 'rdf:about')?.trim()
  // RSS 1.0 §5.5: what an item is about is the item's own address.
  draft.set('id', about, 3)
  if (about) draft.set('permalink', resolveUrl(about, frame.head.base), 3)
  if (attributeOf(frame.head, 'xml:lang')) draft.set('language', frame.head.language, 1)
  return entryFrame(frame, draft)
}

/** An entry whose start tag was lost. */
export function impliedEntry(written: string, around: Frame): Frame {
  return entryFrame(new Frame(written, around.head, 'entry', around.draft), new Draft())
}

function entryFrame(frame: Frame, draft: Draft): Frame {
  frame.begins = 'entry'
  frame.scope = 'entry'
  frame.draft = draft
  frame.rule = PASS
  return frame
}

function asSource(frame: Frame): Frame {
  frame.begins = 'source'
  frame.scope = 'source'
  frame.draft = new Draft()
  frame.rule = PASS
  frame.gathering = new Gathering()
  return frame
}

function asPart(frame: Frame): Frame {
  frame.rule = GATHER
  frame.gathering = new Gathering()
  return frame
}

function asFeed(frame: Frame, feed: Draft): Frame {
  frame.rule = PASS
  frame.scope = 'feed'
  frame.draft = feed
  return frame
}

function byRule(frame: Frame): Frame {
  const { head, scope } = frame
  const rule = scope === 'unknown' ? undefined : ruleFor(scope, head.space, head.name)
  frame.rule = rule
  if (!rule) frame.scope = 'unknown'
  else if (rule.holds !== 'transparent') frame.gathering = new Gathering()
  if (rule?.holds === 'structure') frame.children = []
  return frame
}
