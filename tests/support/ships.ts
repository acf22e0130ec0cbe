/** Entries as the world writes them: long words, right to left, without spaces. */
export const SHIPS = `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Times</title>
<link>https://harbour.example/</link>
${[
  [
    'en',
    'A ship with a very long name, HMS Donaudampfschifffahrtselektrizitätenhauptbetriebswerk, sails',
  ],
  ['ar', 'سفينة ship جديدة تصل إلى الميناء بعد رحلة طويلة'],
  ['ja', '海上自衛隊の新型護衛艦、船の進水式が横浜で行われ、多くの市民が訪れた'],
  ['en', 'Why a ship floats, and an anchor does not'],
  ['en', 'Three ships <b>&</b> a "quoted" tug'],
  ['en', 'The last ship of the season'],
]
  .map(
    ([language, title = ''], i) => `<item><guid isPermaLink="false">urn:ship:${i}</guid>
  <title>${title.replaceAll('&', '&amp;').replaceAll('<', '&amp;lt;')}</title><dc:language>${language}</dc:language>
  <link>https://harbour.example/${i}</link><pubDate>Sun, 0${9 - i} Nov 2026 10:00:00 GMT</pubDate>
  <description>&lt;p&gt;What is known of it so far, in a sentence or two.&lt;/p&gt;&lt;img src="https://tracker.example/x.png"&gt;</description></item>`,
  )
  .join('\n')}</channel></rss>`
