import type { FeedFormat } from '../domain/document.ts'
import { resolveUrl } from '../web/url.ts'
import type { ElementHead } from './element.ts'
import { declare, type Declarations, type Space, usualSpaceOf } from './namespaces.ts'
import type { AtomVersion } from './text-construct.ts'
import { languageTag } from './vocabulary/common.ts'
import type { WrittenAttribute } from './xml-start-tag.ts'

type Fault = (what: string) => void

/**
 * What a start tag says, in what was said around it.
 *
 * @param key the element's name as written, in lower case.
 */
export function readHead(
  key: string,
  attributes: readonly WrittenAttribute[],
  around: ElementHead,
  fault: Fault,
): ElementHead {
  const declarations = declare(around.declarations, attributes)
  const colon = key.indexOf(':')
  const base = valueOf('xml:base', attributes)?.trim()
  const language = valueOf('xml:lang', attributes)
  return {
    space: spaceOf(colon < 0 ? '' : key.slice(0, colon), key, declarations, fault),
    name: colon < 0 ? key : key.slice(colon + 1),
    attributes,
    declarations,
    base: base ? baseOf(base, around.base, fault) : around.base,
    language: language === undefined ? around.language : languageTag(language),
    atom: around.atom,
  }
}

function valueOf(wanted: string, attributes: readonly WrittenAttribute[]): string | undefined {
  for (const [name, value] of attributes) if (name === wanted) return value
  return undefined
}

function baseOf(written: string, around: string | undefined, fault: Fault): string | undefined {
  const base = resolveUrl(written, around)
  if (URL.canParse(base)) return base
  fault('an xml:base that is no URL was passed over')
  return around
}

function spaceOf(prefix: string, key: string, declarations: Declarations, fault: Fault): Space {
  const declared = declarations.get(prefix)
  if (declared !== undefined) return declared
  if (prefix === '') return 'core'
  const usual = usualSpaceOf(prefix)
  if (usual) fault(`the prefix ${prefix} is not declared and was taken for the usual one`)
  else fault(`the prefix of <${key.slice(0, 40)}> is not declared; the element was passed over`)
  return usual ?? 'other'
}

const ATOM: Partial<Record<FeedFormat, AtomVersion>> = { 'atom-0.3': '0.3', 'atom-1.0': '1.0' }

/**
 * A root's head, now that the format is known. A namespace nobody has heard of, on a root
 * everybody knows, is the format's: its elements are read as such.
 */
export function asRoot(head: ElementHead, format: FeedFormat, written: string): ElementHead {
  const atom = ATOM[format]
  if (head.space !== 'other') return { ...head, atom }
  const colon = written.indexOf(':')
  const prefix = colon < 0 ? '' : written.slice(0, colon).toLowerCase()
  return {
    ...head,
    atom,
    space: 'core',
    declarations: new Map(head.declarations).set(prefix, 'core'),
  }
}
