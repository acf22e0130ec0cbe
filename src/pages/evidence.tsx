import type { Evidence, EntryField, Topic, TopicMatch } from '../domain/topic.ts'

const WHERE: Record<EntryField, string> = {
  title: 'in the title',
  summary: 'in the summary',
  content: 'in the text',
  category: 'among its categories',
  url: 'in its address',
  source: 'where it comes from',
}

/** A plain text with the words that count in it marked. */
export function Marked({ text, evidence }: { text: string; evidence: readonly Evidence[] }) {
  let at = 0
  const pieces = evidence
    .toSorted((a, b) => a.offset - b.offset)
    .flatMap(({ offset, quote }) => {
      if (offset < at) return []
      const before = text.slice(at, offset)
      at = offset + quote.length
      return [before, <mark>{quote}</mark>]
    })
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}

function Piece({ rule, field, term, quote, weight }: Evidence) {
  return (
    <li>
      <mark>{quote}</mark> {WHERE[field]}: {term}
      {rule !== term && ` (${rule})`}
      {weight !== 0 && `, ${weight}`}
    </li>
  )
}

/** Why an entry is under each of its topics: every find, where it stands, and what it weighs. */
export function EvidenceList({
  matches,
  topics,
}: {
  matches: readonly TopicMatch[]
  topics: readonly Topic[]
}) {
  const topicOf = (slug: string) => topics.find((topic) => topic.slug === slug)
  if (matches.length === 0) return null
  return (
    <details class="tool evidence">
      <summary>Why it is filed here</summary>
      {matches.map(({ slug, evidence }) => (
        <>
          <h2>{topicOf(slug)?.title ?? slug}</h2>
          <ul>
            {evidence.map((piece) => (
              <Piece {...piece} />
            ))}
          </ul>
        </>
      ))}
    </details>
  )
}
