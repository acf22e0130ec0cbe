import type { Evidence, TopicMatch } from '../domain/topic.ts'
import { DeskPage, type Frame } from './frame.tsx'
import { type Entered, Form, type FormErrors, TextArea, TextField } from './form.tsx'
import type { TopicTitles } from './preview.tsx'
import { EvidenceLines, topicPath } from './topic.tsx'

/** Where an entry belongs and where it nearly would, as `POST /api/explain` tells it. */
export interface ToldExplanation {
  entry?: { key: string; title: string }
  topics: TopicMatch[]
  near: {
    slug: string
    missing: string[]
    score?: number
    threshold?: number
    evidence: Evidence[]
  }[]
}

export const WHY_LABELS = {
  url: 'Address of the entry',
  title: 'Title',
  summary: 'Summary',
  content: 'Text',
  categories: 'Categories',
  language: 'Language',
  source: 'Source',
} as const

interface WhyPageProps {
  frame: Frame
  values?: Entered
  explanation?: ToldExplanation | undefined
  titles: TopicTitles
  errors?: FormErrors
}

/** The question itself: it stands on a topic's page too. */
export function WhyUrlField({ value, errors }: { value?: string; errors?: FormErrors }) {
  return (
    <TextField
      name="url"
      label={WHY_LABELS.url}
      type="url"
      hint="At its publisher’s, as its feed gives it. Nothing is fetched."
      value={value}
      errors={errors}
    />
  )
}

function Belongs({ topics, titles }: { topics: TopicMatch[]; titles: TopicTitles }) {
  if (topics.length === 0) return <p class="nothing">It belongs to no topic.</p>
  return (
    <ul class="rows">
      {topics.map(({ slug, evidence }) => (
        <li>
          <h3>
            <a href={topicPath({ slug })}>{titles.get(slug) ?? slug}</a>
          </h3>
          <EvidenceLines evidence={evidence} />
        </li>
      ))}
    </ul>
  )
}

function Near({ near, titles }: { near: ToldExplanation['near']; titles: TopicTitles }) {
  if (near.length === 0) return <p class="quiet">No other topic has found a word in it.</p>
  return (
    <ul class="rows">
      {near.map(({ slug, missing, evidence }) => (
        <li>
          <h3>
            <a href={topicPath({ slug })}>{titles.get(slug) ?? slug}</a>
          </h3>
          <p>What is missing: {missing.join('; ')}</p>
          <EvidenceLines evidence={evidence} />
        </li>
      ))}
    </ul>
  )
}

function Explanation(props: { explanation: ToldExplanation; titles: TopicTitles }) {
  const { entry, topics, near } = props.explanation
  return (
    <section aria-labelledby="because" class="because">
      <h2 id="because">
        {entry ? (
          <a href={`/entries/${entry.key}`}>
            <bdi>{entry.title || 'Untitled'}</bdi>
          </a>
        ) : (
          'What is written below'
        )}
      </h2>
      <h3>Where it belongs</h3>
      <Belongs topics={topics} titles={props.titles} />
      <h3>Where it nearly would</h3>
      <Near near={near} titles={props.titles} />
    </section>
  )
}

/** Why an entry is under its topics, and why not under others. */
export function WhyPage({ frame, values = {}, explanation, titles, errors = [] }: WhyPageProps) {
  return (
    <DeskPage
      frame={frame}
      title="Why is an entry where it is?"
      section="/admin/topics"
      errors={errors}
    >
      {explanation && <Explanation explanation={explanation} titles={titles} />}
      <h2>Of an entry that is stored</h2>
      <form class="desk-form" action="/admin/why" novalidate>
        <WhyUrlField value={values['url'] ?? ''} errors={errors} />
        <p>
          <button type="submit" class="main">
            Why?
          </button>
        </p>
      </form>
      <h2>Of any text</h2>
      <Form action="/admin/why" formToken={frame.formToken}>
        {(['title', 'summary'] as const).map((name) => (
          <TextField name={name} label={WHY_LABELS[name]} value={values[name]} errors={errors} />
        ))}
        <TextArea
          name="content"
          label={WHY_LABELS.content}
          value={values['content']}
          errors={errors}
        />
        <TextField
          name="categories"
          label={WHY_LABELS.categories}
          hint="With commas between."
          value={values['categories']}
          errors={errors}
        />
        <div class="beside">
          <TextField
            name="language"
            label={WHY_LABELS.language}
            value={values['language']}
            errors={errors}
            isCode
          />
          <TextField
            name="source"
            label={WHY_LABELS.source}
            value={values['source']}
            errors={errors}
            isCode
          />
        </div>
        <p>
          <button type="submit">Where would it go?</button>
        </p>
      </Form>
    </DeskPage>
  )
}
