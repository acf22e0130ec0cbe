import { Parser } from 'htmlparser2'

const ELEMENTS = new Set(
  'applet base button embed form frame frameset iframe input link math meta noscript object param script select style svg template textarea title xmp'.split(
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

/** What a browser could be made to do by this HTML, found by parsing it as one would. */
export function dangersIn(html: string): string[] {
  const dangers: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (ELEMENTS.has(name)) dangers.push(`<${name}>`)
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
    },
  })
  parser.end(html)
  return dangers
}
