import { escapeAttribute, VOID_ELEMENTS } from '../web/html.ts'
import type { ElementHead } from './element.ts'
import { resolveAttribute } from './html-references.ts'

/** These become HTML by dropping their prefix: its parser knows them by name. */
const HTML_SPACES = new Set(['core', 'xhtml', 'svg', 'mathml'])

function tagName(written: string, head: ElementHead): string {
  return HTML_SPACES.has(head.space) ? written.slice(written.indexOf(':') + 1) : written
}

/** A start tag of the XML, written as HTML, its references absolute by the `xml:base` in force. */
export function startTag(written: string, head: ElementHead): string {
  const attributes = head.attributes.map(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower.startsWith('xmlns') || lower === 'xml:base' || lower === 'xml:space') return ''
    const local = lower === 'xml:lang' ? 'lang' : name
    return ` ${local}="${escapeAttribute(resolveAttribute(lower, value, head.base))}"`
  })
  return `<${tagName(written, head)}${attributes.join('')}${isVoid(head) ? ' />' : '>'}`
}

export function endTag(written: string, head: ElementHead): string {
  return `</${tagName(written, head)}>`
}

export function isVoid(head: Pick<ElementHead, 'name' | 'space'>): boolean {
  return (head.space === 'core' || head.space === 'xhtml') && VOID_ELEMENTS.has(head.name)
}
