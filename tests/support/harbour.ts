import { join } from 'node:path'
import { publisher, type Publisher } from './publisher.ts'
import { start, type Started } from './started.ts'

interface Story {
  title: string
  language: string
  text: string
  day: number
}

/** As the world writes: long words, right to left, without spaces, and one that is revised later. */
const STORIES: Story[] = [
  {
    title: 'Port and starboard: the new ferry ship is late again',
    language: 'en-GB',
    text: 'The ferry was due at six in the morning. Its owners blame the fog, the pilots blame the owners, and nobody at the quay has seen either.',
    day: 9,
  },
  {
    title:
      'Das Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsschiff, a ship',
    language: 'de',
    text: 'Wer das am Stück liest, hat Platz für achtzig Buchstaben in einer Zeile: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.',
    day: 8,
  },
  {
    title: 'سفينة جديدة تصل إلى الميناء بعد رحلة طويلة عبر البحر الأحمر',
    language: 'ar',
    text: 'وصلت السفينة صباح اليوم إلى الميناء بعد رحلة استمرت ثلاثة أسابيع، وكان في استقبالها عدد كبير من سكان المدينة.',
    day: 7,
  },
  {
    title: '海上自衛隊の新型護衛艦、船の進水式が横浜港で行われ、多くの市民が訪れた',
    language: 'ja',
    text: '新型の護衛艦の進水式が七日、横浜港で行われた。式には関係者のほか、多くの市民が訪れ、船が海に浮かぶと拍手が起きた。',
    day: 6,
  },
  {
    title: 'Why a ship floats, and an anchor does not',
    language: 'en',
    text: '<p>Archimedes knew. <a href="https://harbour.example/a">So should you</a>.</p>',
    day: 5,
  },
  { title: 'Three ships <b>&</b> a "quoted" tug', language: 'en', text: '', day: 4 },
]

const LATER =
  'The ferry was due at seven in the morning. Its owners blame the fog, the pilots blame the owners, and nobody at the quay has seen either. It came at noon.'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const feed = (stories: Story[]) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Harbour Times</title><link>https://harbour.example/</link><copyright>© Harbour Times</copyright>
${stories
  .map(
    ({ title, language, text, day }) => `<item><guid isPermaLink="false">urn:story:${day}</guid>
<title>${escaped(escaped(title))}</title><dc:language>${language}</dc:language><dc:creator>A. Pilot</dc:creator>
<link>https://harbour.example/${day}</link><pubDate>Sun, 0${day} Nov 2026 10:00:00 GMT</pubDate>
<description>${escaped(text)}</description></item>`,
  )
  .join('\n')}</channel></rss>`

const revised = STORIES.map((story) => (story.day === 9 ? { ...story, text: LATER } : story))

/** A newsroom with a publisher whose ship is late: its story was revised between two polls. */
export async function harbour(
  env: Record<string, string> = {},
): Promise<{ newsroom: Started; close: () => Promise<void> }> {
  let polls = 0
  const times: Publisher = await publisher({
    '/feed': (_, response) => {
      polls += 1
      response.writeHead(200).end(feed(polls === 1 ? STORIES : revised))
    },
    '/broken': (_, response) => response.writeHead(500).end('no'),
  })
  const newsroom = await start({
    PRIVATE_HOSTS: times.host,
    DATA_DIR: join(import.meta.dirname, '../fixtures/harbour'),
    ...env,
  })
  const slug = await newsroom.addSource(`${times.url}/feed`, { slug: 'harbour-times' })
  await newsroom.poll(slug)
  await newsroom.poll(slug)
  await newsroom.poll(
    await newsroom.addSource(`${times.url}/broken`, {
      slug: 'gazette',
      title: 'The Broken Gazette',
    }),
  )
  return {
    newsroom,
    async close() {
      await newsroom.cleanUp()
      await times.close()
    },
  }
}
