/**
 * What may stand in an entry: elements with the attributes of theirs that we keep. What is not
 * here goes, and leaves its text. Additions need an entry in the attack tests, not only here.
 */
const GLOBAL = ['dir', 'lang', 'title']

const BY_ELEMENT: Record<string, string[]> = {
  // HTML Living Standard §4.3, sections
  address: [],
  article: [],
  aside: [],
  footer: [],
  header: [],
  hgroup: [],
  section: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  // §4.4, grouping
  blockquote: ['cite'],
  dd: [],
  div: [],
  dl: [],
  dt: [],
  figcaption: [],
  figure: [],
  hr: [],
  li: ['value'],
  main: [],
  ol: ['reversed', 'start', 'type'],
  p: [],
  pre: [],
  ul: [],
  // §4.5, text
  a: ['href', 'hreflang', 'rel', 'type'],
  abbr: [],
  b: [],
  bdi: [],
  bdo: [],
  br: [],
  cite: [],
  code: [],
  data: ['value'],
  dfn: [],
  em: [],
  i: [],
  kbd: [],
  mark: [],
  q: ['cite'],
  rp: [],
  rt: [],
  ruby: [],
  s: [],
  samp: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  sup: [],
  time: ['datetime'],
  u: [],
  var: [],
  wbr: [],
  // §4.7, edits
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  // §4.8, embedded: nothing that loads a document of its own, but for the players in `iframes`
  audio: ['controls', 'loop', 'muted', 'preload', 'src'],
  iframe: ['allow', 'height', 'loading', 'referrerpolicy', 'sandbox', 'src', 'title', 'width'],
  img: ['alt', 'height', 'src', 'width'],
  source: ['src', 'type'],
  track: ['default', 'kind', 'label', 'src', 'srclang'],
  video: ['controls', 'height', 'loop', 'muted', 'poster', 'preload', 'src', 'width'],
  // §4.9, tables
  caption: [],
  col: ['span'],
  colgroup: ['span'],
  table: [],
  tbody: [],
  td: ['align', 'colspan', 'headers', 'rowspan'],
  tfoot: [],
  th: ['abbr', 'align', 'colspan', 'headers', 'rowspan', 'scope'],
  thead: [],
  tr: [],
  // §4.11, which opens without a script
  details: ['open'],
  summary: [],
  // §16.2, obsolete but harmless, and still how much of the world's archive is written
  acronym: [],
  big: [],
  center: [],
  strike: [],
  tt: [],
}

/** By element, in lower case. */
export const ALLOWED_HTML: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(BY_ELEMENT).map(([element, own]) => [element, new Set([...GLOBAL, ...own])]),
)

/** Attributes that at least one element may have. */
export const ALLOWED_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...GLOBAL,
  ...Object.values(BY_ELEMENT).flat(),
])

/** Elements whose text is no text of the entry: it goes with them. */
export const DROPPED_WITH_TEXT: readonly string[] = [
  'annotation',
  'annotation-xml',
  'applet',
  'button',
  'datalist',
  'embed',
  'frameset',
  'head',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'option',
  'optgroup',
  'plaintext',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
  'xmp',
]

/** Where a link may lead, and from where a picture or a sound may come. */
export const LINK_SCHEMES: readonly string[] = ['http', 'https', 'mailto']
export const MEDIA_SCHEMES: readonly string[] = ['http', 'https']

/** Attributes that hold one URL, for making them absolute. */
export const URL_ATTRIBUTES: ReadonlySet<string> = new Set([
  'action',
  'background',
  'cite',
  'data',
  'formaction',
  'href',
  'longdesc',
  'poster',
  'src',
  'xlink:href',
])
