/**
 * Ways in which feeds are damaged on their way: by templates, editors, proxies, broken disks. Each
 * takes a whole document and the number of the hit, which chooses the place.
 */
type Damage = (text: string, hit: number) => string

/** The place of the n-th of all that match, spread over the document. */
function place(text: string, pattern: RegExp, hit: number): RegExpExecArray | undefined {
  const all = [...text.matchAll(pattern)]
  return all[Math.floor(all.length * ((hit * 0.37 + 0.21) % 1))]
}

/** In three places of a document. */
const cut = (pattern: RegExp, what: (found: string) => string): Damage => {
  const once: Damage = (text, hit) => {
    const found = place(text, pattern, hit)
    if (!found) return text
    return text.slice(0, found.index) + what(found[0]) + text.slice(found.index + found[0].length)
  }
  return (text, hit) => [hit, hit + 1, hit + 2].reduce(once, text)
}
const drop = (pattern: RegExp): Damage => cut(pattern, () => '')
const after = (pattern: RegExp, put: string): Damage => cut(pattern, (found) => found + put)
const everywhere =
  (pattern: RegExp, put: string): Damage =>
  (text) =>
    text.replaceAll(pattern, put)

const ENTRY = '(?:item|entry)'
const FIELD = '(?:title|link|guid|id|pubDate|published|updated|description|summary|author|category)'

export const DAMAGE: Record<string, Damage> = {
  'truncated after an eighth': (text) => text.slice(0, text.length / 8),
  'truncated in the middle': (text) => text.slice(0, text.length / 2),
  'truncated near the end': (text) => text.slice(0, text.length * 0.93),
  'truncated within the last tag': (text) => text.trimEnd().slice(0, -3),
  'without the last two end tags': (text) => text.replace(/(<\/[^>]*>\s*){2}$/, ''),
  'without the end of an entry': drop(new RegExp(`</${ENTRY}>`, 'g')),
  'without the beginning of an entry': drop(new RegExp(`<${ENTRY}(\\s[^>]*)?>`, 'g')),
  'without the ends of all entries': everywhere(new RegExp(`</${ENTRY}>`, 'g'), ''),
  'without the end of a field': drop(new RegExp(`</${FIELD}>`, 'g')),
  'without the beginning of a field': drop(new RegExp(`<${FIELD}(\\s[^<>]*)?[^/]>`, 'g')),
  'without the end of an element of any kind': drop(/<\/[\w:]+>/g),
  'without the start tag of the root': drop(/<(rss|feed|rdf:RDF)\b[^>]*>/g),
  'with an end tag that does not end': cut(/<\/[\w:]+>/g, (tag) => tag.slice(0, -1)),
  'with a start tag that does not end': cut(/<[a-z][\w:]+>(?=\s*<)/gi, (tag) => tag.slice(0, -1)),
  'with another element’s end tag': cut(new RegExp(`</${FIELD}>`, 'g'), () => '</b>'),
  'with a stray end tag': after(new RegExp(`</${FIELD}>`, 'g'), '</p></div>'),
  'with bare ampersands': everywhere(/&amp;/g, '&'),
  'with a bare bracket': after(/<(?:description|summary)(?:\s[^<>]*)?>(?!<!)/g, 'a < b <3 '),
  'without the last quote of an attribute': cut(/="[^"<>]*"/g, (value) => value.slice(0, -1)),
  'without the first quote of an attribute': cut(/="[^"<>]*"/g, (value) => `=${value.slice(2)}`),
  'without any quotes of an attribute': cut(/="[^"<>\s]*"/g, (value) => value.replaceAll('"', '')),
  'with an attribute twice': cut(/\s[\w:]+="[^"<>]*"/g, (attribute) => attribute + attribute),
  'without the end of a CDATA section': drop(/\]\]>/g),
  'without the last bracket of a CDATA section': cut(/\]\]>/g, () => ']]'),
  'without the beginning of a CDATA section': drop(/<!\[CDATA\[/g),
  'with a stray end of a CDATA section': after(new RegExp(`</${FIELD}>`, 'g'), ']]>'),
  'with CDATA sections in CDATA sections': everywhere(/<!\[CDATA\[/g, '<![CDATA[<![CDATA['),
  'with an unended comment': after(new RegExp(`</${ENTRY}>`, 'g'), '<!-- next'),
  'with an unended comment and an ended one': (text, hit) =>
    after(new RegExp(`</${ENTRY}>`, 'g'), '<!-- next')(text, hit).replace(
      /(<\/(?:channel|feed|rdf:RDF)>)/,
      '<!-- end -->$1',
    ),
  'with an unended instruction before it': (text) => `<?php include("x") >${text}`,
  'with an unended instruction in it': after(new RegExp(`</${ENTRY}>`, 'g'), '<?php endforeach >'),
  'with an XML declaration without its end': everywhere(/\?>/g, '>'),
  'with two XML declarations': (text) => `<?xml version="1.0" encoding="UTF-8"?>\n${text}`,
  'with a blank line and a byte order mark before it': (text) => `\n\uFEFF${text}`,
  'with byte order marks in it': everywhere(/<(?=item|entry)/g, '\uFEFF<'),
  'with null bytes': everywhere(/<\/(?=title|link)/g, '\0</'),
  'with control characters': everywhere(/<\/(?=title)/g, '\u0008\u001B</'),
  'with tags in capitals': (text) =>
    text.replaceAll(/<\/?(?:item|title|link|guid|entry|id)\b/g, (tag) => tag.toUpperCase()),
  'with undeclared prefixes': everywhere(/\sxmlns:\w+="[^"]*"/g, ''),
  'with HTML’s entities': everywhere(/<\/(?=description|summary)/g, '&nbsp;&eacute;&hellip;</'),
  'with entries in entries': (text) =>
    everywhere(new RegExp(`</${ENTRY}>`, 'g'), '')(text, 0).replace(
      /(?=<\/(?:channel|feed|rdf:RDF)>)/,
      '</item></item>',
    ),
  'twice, one after the other': (text) => text + text,
  'with an error page after it': (text) =>
    `${text}<html><head><title>504</title></head><body><h1>Time-out<br></body></html>`,
  'broken off by an error page': (text) =>
    `${text.slice(0, text.lastIndexOf('</item>') + 7)}<html><head><title>504</title><link href="x"></head><body><h1>Time-out<br></body></html>`,
  'with a warning before it': (text) =>
    `<br />\n<b>Warning</b>:  fopen(): x in <b>/srv/feed.php</b> on line <b>3</b><br />\n${text}`,
  'with a warning in it': after(new RegExp(`</${ENTRY}>`, 'g'), '<br /><b>Notice</b>: x &<br />\n'),
  'with words before and after it': (text) => `HTTP/1.1 200 OK\n\n${text}\nDone.`,
}
