import { DeskPage, type Frame } from './frame.tsx'
import { FilingBadge, lookedAtAgain, topicPath, type ToldTopic } from './topic.tsx'

export interface TopicListProps {
  frame: Frame
  topics: readonly ToldTopic[]
  /** Where the next page begins, when there is one. */
  next: string | null
  isFirst: boolean
}

function Item({ topic }: { topic: ToldTopic }) {
  const { slug, title, description, managedBy } = topic
  return (
    <li>
      <h2>
        <a href={topicPath(topic)}>
          <bdi>{title}</bdi>
        </a>{' '}
        <code class="quiet">{slug}</code> <FilingBadge filing={topic.filing} />{' '}
        {managedBy === 'data' && <span class="badge">in data/</span>}
      </h2>
      <p class="quiet">{description}</p>
    </li>
  )
}

/** What the newsroom files its entries under. */
export function TopicListPage({ frame, topics, next, isFirst }: TopicListProps) {
  const busy = topics.find(({ filing }) => filing.state !== 'current')
  return (
    <DeskPage frame={frame} title="Topics" section="/admin/topics">
      <p class="actions">
        <a class="main" href="/admin/add-topic">
          Add a topic
        </a>
        <a href="/admin/why">Why is an entry where it is?</a>
      </p>
      <div data-results {...(busy && lookedAtAgain(busy))}>
        {topics.length === 0 && <p class="nothing">There are no topics yet.</p>}
        <ul class="rows">
          {topics.map((topic) => (
            <Item topic={topic} />
          ))}
        </ul>
        {(next !== null || !isFirst) && (
          <nav class="paging" aria-label="Pages">
            {!isFirst && <a href="/admin/topics">From the beginning</a>}
            {next !== null && (
              <a href={`/admin/topics?after=${encodeURIComponent(next)}`} rel="next">
                More
              </a>
            )}
          </nav>
        )}
      </div>
    </DeskPage>
  )
}
