import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../settings.ts'

export interface BenchFeed {
  name: string
  body: Uint8Array
}

const CORPUS = process.env['CORPUS'] ?? join(ROOT, '../shared/corpus')

/** Words enough that no two entries say the same. */
const words = (entry: number, count: number) =>
  Array.from({ length: count }, (_, i) => `word${(entry * 7919 + i * 104_729) % 5000}`).join(' ')

/**
 * A feed as most are: RSS 2.0, so many entries of about two kilobytes, half of it markup.
 *
 * @param oldest the number of its last entry; one more is one new entry at the top.
 */
export function typicalFeed(entries: number, oldest = 0): BenchFeed {
  const items = Array.from({ length: entries }, (_, i) => oldest + entries - 1 - i).map(
    (i) => `<item><title>Entry ${i}: ${words(i, 8)}</title>
<link>https://example.org/entries/${i}</link><guid isPermaLink="false">tag:example.org,2026:${i}</guid>
<pubDate>${new Date(Date.UTC(2026, 9, 1) + i * 600_000).toUTCString()}</pubDate>
<dc:creator><![CDATA[Author ${i % 5}]]></dc:creator><category>News</category><category>Topic ${i % 9}</category>
<description>${words(i, 25)} &amp;#8217; &lt;a href="https://example.org/"&gt;more&lt;/a&gt;</description>
<content:encoded><![CDATA[${Array.from(
      { length: 4 },
      (_, p) =>
        `<p class="x" style="margin:0">${words(i + p, 20)} <a href="/entries/${i}?p=${p}">${words(p, 2)}</a> &amp; <em>${words(p, 3)}</em><img src="https://example.org/${i}-${p}.jpg" width="640" height="480" alt=""></p>`,
    ).join('\n')}]]></content:encoded></item>`,
  )
  const xml = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Typical</title><link>https://example.org/</link><description>A feed as most are</description>${items.join('\n')}</channel></rss>`
  return { name: `${entries} entries`, body: new TextEncoder().encode(xml) }
}

/** Real feeds where they are at hand, in XML, for no contender reads JSON; else typical ones. */
export function benchFeeds(): { from: string; feeds: BenchFeed[] } {
  const folder = join(CORPUS, 'feeds')
  if (!existsSync(folder))
    return {
      from: 'typical feeds',
      feeds: Array.from({ length: 40 }, (_, i) => typicalFeed(20 + i)),
    }
  const names = readdirSync(folder).filter((name) => /\.(rss|atom|rdf)$/.test(name))
  return {
    from: 'real feeds',
    feeds: names.map((name) => ({ name, body: readFileSync(join(folder, name)) })),
  }
}
