import type { FeedDocument } from '../domain/feed.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { Layout } from './layout.tsx'

/** What the builder's form asks for, in the names of its fields. */
export interface BuilderChoice {
  /** An expression. */
  topic: string
  way: Way
  limit: number
  theme: string
  view: string
  /** What else narrows the topic, and is passed on as it is. */
  more: readonly (readonly [name: string, value: string])[]
}

const WAYS = [
  ['element', 'A custom element: takes the look of your page, grows as it needs'],
  ['frame', 'A frame: works wherever frames are allowed, without script too'],
  ['fragment', 'HTML to include on your server: no request by your readers'],
  ['address', 'An address to paste: for WordPress, Ghost and others that know oEmbed'],
] as const

export type Way = (typeof WAYS)[number][0]

export const isWay = (text: string | undefined): text is Way => WAYS.some(([way]) => way === text)

/** What comes of a choice; or what is wrong with it. */
export type BuilderResult =
  | { kind: 'built'; code: string; previewPath: string; previewTitle: string; height: number }
  | { kind: 'wrong'; message: string }

const THEMES = [
  ['auto', 'As its surroundings'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
const VIEWS = [
  ['title', 'Titles'],
  ['summary', 'Titles and summaries'],
] as const

/** Where the builder of a topic is, whatever narrows it. */
export function builderPath({ expression, pageUrl }: FeedDocument): string {
  const parameters = new URLSearchParams({ topic: expression })
  for (const [name, value] of new URL(pageUrl).searchParams) parameters.append(name, value)
  return `/embed?${parameters.toString()}`
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string
  options: readonly (readonly [value: string, words: string])[]
}) {
  return (
    <p>
      <label for={`embed-${name}`}>{label}</label>
      <select id={`embed-${name}`} name={name}>
        {options.map(([option, words]) => (
          <option value={option} selected={option === value}>
            {words}
          </option>
        ))}
      </select>
    </p>
  )
}

function Result({ result }: { result: BuilderResult }) {
  if (result.kind === 'wrong')
    return (
      <div class="embed-result">
        <p role="status">{result.message}</p>
      </div>
    )
  const { code, previewPath, previewTitle, height } = result
  return (
    <div class="embed-result">
      <label for="embed-code">To copy</label>
      <textarea id="embed-code" readonly rows={6} spellcheck={false}>
        {code}
      </textarea>
      <h2>How it looks</h2>
      <iframe
        src={previewPath}
        title={previewTitle}
        height={height}
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        loading="lazy"
      />
    </div>
  )
}

/**
 * Chooses how a topic looks on another site, and gives the code for it. Without script it is sent
 * like any form; `browser/embed-builder` spares the round trip.
 */
export function EmbedBuilder({
  choice,
  topics,
  maxEntries,
  result,
}: {
  choice: BuilderChoice
  topics: readonly Topic[]
  maxEntries: number
  result: BuilderResult
}) {
  return (
    <>
      <form class="embed-builder" action="/embed">
        <p>
          <label for="embed-topic">Topic</label>
          <input
            id="embed-topic"
            name="topic"
            value={choice.topic}
            list="embed-topics"
            required
            spellcheck={false}
          />
        </p>
        <datalist id="embed-topics">
          <option value="all">Everything</option>
          {topics.map(({ slug, title }) => (
            <option value={slug}>{title}</option>
          ))}
        </datalist>
        <Choice name="way" label="As" value={choice.way} options={WAYS} />
        <p>
          <label for="embed-limit">Entries</label>
          <input
            id="embed-limit"
            type="number"
            name="limit"
            value={choice.limit}
            min={1}
            max={maxEntries}
          />
        </p>
        <Choice name="view" label="With" value={choice.view} options={VIEWS} />
        <Choice name="theme" label="Colours" value={choice.theme} options={THEMES} />
        {choice.more.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">Show</button>
      </form>
      <Result result={result} />
    </>
  )
}

/** The builder on a page of its own. */
export function EmbedBuilderPage({
  newsroom,
  url,
  script,
  ...builder
}: Parameters<typeof EmbedBuilder>[0] & {
  newsroom: NewsroomMetadata
  url: string
  script: string
}) {
  return (
    <Layout
      title={`On your site · ${newsroom.title}`}
      description={`Topics of ${newsroom.title} on other sites.`}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
      url={url}
      script={script}
    >
      <h1>On your site</h1>
      <p class="lede">
        A topic on any page, kept up to date. No cookies, nothing that counts your readers.
      </p>
      <EmbedBuilder {...builder} />
    </Layout>
  )
}
