/** All that an embed is made of. Whatever else should ever arrive is left out, its text kept. */
const ELEMENTS = new Set(['a', 'li', 'ol', 'p', 'section', 'span', 'time'])
const ATTRIBUTES = new Set(['aria-label', 'class', 'datetime', 'dir', 'lang', 'part'])

const isWeb = (href: string) => /^https?:\/\//i.test(href)

function copyOf(node: Node): Node {
  if (!(node instanceof Element)) return document.createTextNode(node.textContent ?? '')
  if (!ELEMENTS.has(node.localName)) return document.createTextNode(node.textContent ?? '')
  return cleanCopy(node)
}

/**
 * A copy that is made anew, element by element: the page that embeds us must not have to believe
 * that what came over the network is clean.
 */
export function cleanCopy(from: Element): Element {
  const copy = document.createElement(ELEMENTS.has(from.localName) ? from.localName : 'section')
  for (const { name, value } of from.attributes)
    if (ATTRIBUTES.has(name) || (name === 'href' && isWeb(value))) copy.setAttribute(name, value)
  for (const child of from.childNodes) copy.append(copyOf(child))
  return copy
}
