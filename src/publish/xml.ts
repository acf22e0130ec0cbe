import { withoutForbiddenCharacters } from '../web/characters.ts'

declare const written: unique symbol
/** Markup that is escaped already. */
export type Xml = string & { readonly [written]: true }

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns these into spaces in attributes: XML 1.0 §3.3.3.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where text becomes markup
const asXml = (markup: string) => markup as Xml

/** Character data: XML 1.0 §2.4. `>` too, so that `]]>` never stands there. */
function text(value: string): Xml {
  return asXml(withoutForbiddenCharacters(value).replaceAll(/[&<>\r]/g, (c) => ESCAPES[c] ?? c))
}

const attribute = (name: string, value: string) =>
  ` ${name}="${withoutForbiddenCharacters(value).replaceAll(/[&<>"\t\n\r]/g, (c) => ESCAPES[c] ?? c)}"`

/** An attribute of `undefined` is left out; so is a child. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  ...children: (Xml | undefined)[]
): Xml {
  const start = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : attribute(key, String(value))))
    .join('')
  const inside = children.filter((child) => child !== undefined).join('')
  return asXml(inside === '' ? `<${name}${start}/>` : `<${name}${start}>${inside}</${name}>`)
}

/** An element that holds only text; nothing at all when the text is missing. */
export function textElement(
  name: string,
  value: string | undefined,
  attributes: Record<string, string | undefined> = {},
): Xml | undefined {
  return value === undefined ? undefined : element(name, attributes, text(value))
}

/** A whole document, in UTF-8. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`
}
