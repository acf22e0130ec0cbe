import { Parser } from 'htmlparser2'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, parseFragment } from 'parse5'

const ELEMENTS = new Set(
  'applet base button embed form frame frameset iframe input link math meta noscript object param plaintext script select style svg template textarea title xmp'.split(
    ' ',
  ),
)
const URLS = new Set([
  'action',
  'background',
  'cite',
  'data',
  'formaction',
  'href',
  'poster',
  'src',
  'srcset',
  'xlink:href',
])
const PIXELS = /^data:image\/(png|gif|jpe?g|webp|avif);base64,/i

type Attributes = Record<string, string>

/** What an element and its attributes could do. */
function dangersOf(name: string, attributes: Attributes): string[] {
  const dangers = ELEMENTS.has(name) ? [`<${name}>`] : []
  for (const [key, value] of Object.entries(attributes)) {
    if (/^on/i.test(key) || key === 'style' || key === 'srcdoc') dangers.push(`${name} ${key}`)
    // Browsers skip white space and controls in and before a scheme.
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(
      value.replaceAll(/[\u0000-\u0020\u00A0\u3000]/g, ''),
    )?.[1]
    if (!URLS.has(key) || scheme === undefined || PIXELS.test(value)) continue
    if (!['http', 'https', 'mailto'].includes(scheme.toLowerCase()))
      dangers.push(`${name} ${key}=${scheme}:`)
  }
  return dangers
}

type Node = DefaultTreeAdapterTypes.Node

/** All elements in and below a node, as a browser would make them. */
function* elementsOf(node: Node): Generator<DefaultTreeAdapterTypes.Element> {
  if (defaultTreeAdapter.isElementNode(node)) yield node
  const children = 'childNodes' in node ? node.childNodes : []
  const inside = 'content' in node ? node.content.childNodes : []
  for (const child of [...children, ...inside]) yield* elementsOf(child)
}

function dangersIn5(root: Node): string[] {
  return [...elementsOf(root)].flatMap((element) => {
    const foreign = element.namespaceURI.endsWith('/xhtml')
      ? []
      : [`<${element.tagName}> is foreign`]
    const attributes = element.attrs.map(({ prefix, name, value }): [string, string] => [
      prefix ? `${prefix}:${name}` : name,
      value,
    ])
    return [...foreign, ...dangersOf(element.tagName, Object.fromEntries(attributes))]
  })
}

/** What a lenient parser of other people's feeds would find. */
function dangersToOthers(html: string): string[] {
  const dangers: string[] = []
  const parser = new Parser({
    onopentag: (name, attributes) => dangers.push(...dangersOf(name, attributes)),
  })
  parser.end(html)
  return dangers
}

/** What a browser could be made to do by this HTML, or a reader that is laxer than one. */
export const dangersIn = (html: string): string[] => [
  ...dangersIn5(parseFragment(html)),
  ...dangersToOthers(html),
]

/** The same of the body of a page; what its head loads is our own. */
export function dangersOnPage(page: string): string[] {
  const body = [...elementsOf(parse(page))].find(({ tagName }) => tagName === 'body')
  return body ? dangersIn5(body) : ['there is no body']
}

/** What a person reads of it, without white space; some elements have text that nobody reads. */
export function wordsIn(html: string): string {
  const words = (node: Node): string => {
    if (defaultTreeAdapter.isTextNode(node)) return node.value
    if (defaultTreeAdapter.isElementNode(node) && UNREAD.has(node.tagName)) return ''
    return 'childNodes' in node ? node.childNodes.map(words).join('') : ''
  }
  return words(parseFragment(html)).replaceAll(/\s+/g, '')
}

/** Those of the elements above that people do read, and some that they do not. */
const READ = new Set('base form input link math meta param'.split(' '))
const UNREAD = new Set(
  [...ELEMENTS]
    .filter((name) => !READ.has(name))
    .concat('annotation annotation-xml datalist head noembed noframes option optgroup'.split(' ')),
)
