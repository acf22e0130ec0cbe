import type { Evidence } from '../domain/topic.ts'
import type { TopicDefinition } from './topic-values.ts'

/** A topic as the API tells of it. */
export interface ToldTopic extends TopicDefinition {
  slug: string
  managedBy: 'data' | 'api'
  filing: {
    state: 'current' | 'waiting' | 'refiling'
    done?: number
    entries?: number
  }
}

export const topicPath = ({ slug }: Pick<ToldTopic, 'slug'>): string => `/admin/topics/${slug}`

/** A topic's definition alone, as its file has it. */
export function definitionOf(topic: ToldTopic): TopicDefinition {
  const { slug: _slug, managedBy: _managedBy, filing: _filing, ...definition } = topic
  return definition
}

/** How far the stored entries are filed by its rule. */
export function filingInWords({ state, done, entries }: ToldTopic['filing']): string {
  switch (state) {
    case 'current':
      return 'All that is stored is filed by its rule.'
    case 'waiting':
      return 'What is stored is filed anew from the next minute on.'
    case 'refiling':
      return `What is stored is being filed anew: ${(done ?? 0).toLocaleString('en')} of ${(entries ?? 0).toLocaleString('en')} entries are done.`
    default:
      return state satisfies never
  }
}

/** Its state, where it is not as it should be in the end. */
export function FilingBadge({ filing }: Pick<ToldTopic, 'filing'>) {
  return filing.state === 'current' ? null : <span class="badge">being filed anew</span>
}

/** Seconds until a page that tells of progress looks again. */
const LOOK_AGAIN_SECONDS = 5

/** Looked at again by the desk's script while there is progress to tell. */
export const lookedAtAgain = ({ filing }: Pick<ToldTopic, 'filing'>) =>
  filing.state === 'current' ? {} : { 'data-again': LOOK_AGAIN_SECONDS }

const WHERE: Record<Evidence['field'], string> = {
  title: 'in the title',
  summary: 'in the summary',
  content: 'in the text',
  category: 'as a category',
  url: 'in the address',
  source: 'as its source',
}

/** Each word that counts, where it stands, and what it weighs. */
export function EvidenceLines({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul class="evidence-lines">
      {evidence.map(({ rule, field, term, quote, weight }) => (
        <li>
          <mark>{quote}</mark> {WHERE[field]}: {term}
          {rule !== term && <span class="quiet"> ({rule})</span>}
          {weight !== 0 && <span class={weight < 0 ? 'ill' : 'quiet'}> {weight}</span>}
        </li>
      ))}
    </ul>
  )
}
