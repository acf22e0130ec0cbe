import type { BoundedCount } from '../domain/desk-store.ts'
import type { ServedEntry } from '../domain/feed.ts'
import { languageOf, titleOf } from '../pages/entry-parts.tsx'
import { Moment } from '../pages/moment.tsx'
import { DEFAULT_THRESHOLD } from '../classify/compile.ts'
import { writeCondition } from './condition-lines.ts'
import { DeskPage, type Frame } from './frame.tsx'
import { Form } from './form.tsx'
import { entriesInWords } from './source-page.tsx'
import { EvidenceLines, filingInWords, lookedAtAgain, topicPath, type ToldTopic } from './topic.tsx'
import { WhyUrlField } from './why.tsx'

interface TopicPageProps {
  frame: Frame
  topic: ToldTopic
  counted: BoundedCount
  /** The newest first. */
  entries: readonly ServedEntry[]
}

/** Who changes it here is told what `data/` will do to that. */
export function InData({ topic: { slug, managedBy } }: { topic: ToldTopic }) {
  if (managedBy === 'api') return null
  return (
    <p class="nothing">
      It comes from <code>data/topics/{slug}.json</code>. What is changed here holds until{' '}
      <code>data/</code> is applied again: carry it over by its JSON.
    </p>
  )
}

function Rule({ topic }: { topic: ToldTopic }) {
  const { groups, rule, exclude = [], categories = [], sources, threshold } = topic
  return (
    <section aria-labelledby="rule">
      <h2 id="rule">Its rule</h2>
      <dl class="facts">
        {Object.entries(groups).map(([name, { terms = [], gazetteer }]) => (
          <>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              {terms
                .slice(0, 6)
                .map((term) => (typeof term === 'string' ? term : term.term))
                .join(', ')}
              {terms.length > 6 && ` and ${terms.length - 6} more`}
              {gazetteer && ` ${terms.length > 0 ? 'and ' : ''}every place of ${gazetteer}`}
            </dd>
          </>
        ))}
        {[
          ['Does not count', exclude],
          ['Categories', categories],
          ['Sources that count', sources?.count ?? []],
          ['Sources that never belong', sources?.never ?? []],
        ].map(([name, phrases = []]) =>
          phrases.length === 0 ? null : (
            <>
              <dt>{name}</dt>
              <dd>
                {typeof phrases === 'string' ? phrases : phrases.slice(0, 6).join(', ')}
                {phrases.length > 6 && ` and ${phrases.length - 6} more`}
              </dd>
            </>
          ),
        )}
        {rule !== undefined && (
          <>
            <dt>Condition</dt>
            <dd>
              <pre class="code">{writeCondition(rule)}</pre>
            </dd>
          </>
        )}
        <dt>Threshold</dt>
        <dd>{threshold ?? `${DEFAULT_THRESHOLD}, as usual`}</dd>
      </dl>
    </section>
  )
}

function Latest({ topic: { slug }, entries }: Pick<TopicPageProps, 'topic' | 'entries'>) {
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">Its latest entries, and why</h2>
      {entries.length === 0 && <p class="nothing">Nothing is filed under it yet.</p>}
      <ul class="rows">
        {entries.map((entry) => (
          <li>
            <h3 {...languageOf(entry)}>
              <a href={`/entries/${entry.key}`}>{titleOf(entry)}</a>
            </h3>
            <EvidenceLines
              evidence={(entry.topics.find((match) => match.slug === slug)?.evidence ?? []).slice(
                0,
                4,
              )}
            />
            <p class="quiet">
              <Moment at={entry.published ?? entry.updated} language="en" />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One topic: how it is filed, by what rule, with what outcome. */
export function TopicPage({ frame, topic, counted, entries }: TopicPageProps) {
  const { slug, title, description, filing } = topic
  return (
    <DeskPage frame={frame} title={title} section="/admin/topics">
      <p>{description}</p>
      <div class="actions">
        <a class="main" href={`${topicPath(topic)}/edit`}>
          Edit its rule
        </a>
        <a href={`/topics/${slug}`}>Its page</a>
        <a href={`/topics/${slug}.atom`}>Its feed</a>
        <a href={`${topicPath(topic)}/delete`}>Delete</a>
      </div>
      <InData topic={topic} />
      <div data-results {...lookedAtAgain(topic)}>
        <section aria-labelledby="filing">
          <h2 id="filing">How it is filed</h2>
          <p>{filingInWords(filing)}</p>
          {filing.state !== 'current' && (
            <>
              {filing.entries !== undefined && (
                <progress max={filing.entries} value={filing.done ?? 0} aria-labelledby="filing" />
              )}
              <p class="quiet">Until it is done, readers see the topic as it was.</p>
            </>
          )}
          <p>{entriesInWords(counted)} in it.</p>
        </section>
        <Latest topic={topic} entries={entries} />
      </div>
      <section aria-labelledby="why">
        <h2 id="why">Is an entry missing, or in the wrong place?</h2>
        <form class="desk-form" action="/admin/why">
          <WhyUrlField />
          <button type="submit">Why?</button>
        </form>
      </section>
      <Rule topic={topic} />
    </DeskPage>
  )
}

/** What deleting a topic takes away and what it leaves. */
export function DeleteTopicPage(props: { frame: Frame; topic: ToldTopic; counted: BoundedCount }) {
  const { frame, topic, counted } = props
  const { slug, title } = topic
  return (
    <DeskPage frame={frame} title={`Delete ${title}?`} section="/admin/topics">
      <InData topic={topic} />
      <h2>What goes</h2>
      <ul class="faults">
        <li>
          Its page and its feeds, at <code>/topics/{slug}</code>: from then on they answer that the
          topic has ended (410), and readers unsubscribe.
        </li>
        <li>Its place in every combination of topics, and on every page it is embedded in.</li>
        <li>Its rule: take its JSON along first, if you may want it again.</li>
      </ul>
      <h2>What stays</h2>
      <ul class="faults">
        <li>
          {entriesInWords(counted)} in it, in the other topics they are in and among all entries.
        </li>
      </ul>
      <Form action={`${topicPath(topic)}/delete`} formToken={frame.formToken}>
        <p class="actions">
          <button type="submit" class="grave">
            Delete it
          </button>
          <a href={topicPath(topic)}>Keep it</a>
        </p>
      </Form>
    </DeskPage>
  )
}
