import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { Evidence, TopicMatch } from '../domain/topic.ts'
import { Marked } from '../pages/evidence.tsx'
import { Moment } from '../pages/moment.tsx'
import { shownHtml } from '../pages/shown-html.ts'
import { directionOf } from '../web/direction.ts'
import { Filed, type TopicTitles } from './preview.tsx'

/** A topic that an entry is nearly in, as `POST /api/explain` tells it. */
export interface ToldNear {
  slug: string
  missing: string[]
  evidence: Evidence[]
}

/** An entry as readers see it, or would. */
export interface ShownEntryProps {
  content: EntryContent
  /** Its text, with the words marked that put it under its topics. */
  marked: CleanHtml | undefined
  topics: readonly TopicMatch[]
  titles: TopicTitles
}

/** What an entry says, in the look of its public page. */
export function ShownEntry({ content, marked, topics, titles }: ShownEntryProps) {
  const { title, language, authors, published } = content
  const inTitle = topics.flatMap(({ evidence }) =>
    evidence.filter(({ field }) => field === 'title'),
  )
  const names = authors.map(({ name, email, url }) => name ?? email ?? url ?? '')
  return (
    <article class="shown-entry" lang={language ?? ''} dir={directionOf(language)}>
      <h3>{title ? <Marked text={title} evidence={inTitle} /> : 'Untitled'}</h3>
      <p class="meta" lang="en" dir="ltr">
        {names.map((name, i) => (
          <>
            {i > 0 && ', '}
            <bdi>{name}</bdi>
          </>
        ))}
        {names.length > 0 && published && ' · '}
        {published && <Moment at={published} language="en" />}
      </p>
      <div class="why" lang="en" dir="ltr">
        <Filed topics={topics} titles={titles} />
      </div>
      <div class="content" dangerouslySetInnerHTML={{ __html: shownHtml(marked) }} />
    </article>
  )
}

/** Which topics it is nearly in, and what was missing: the answer to why it is not there. */
export function NearMisses({ near, titles }: { near: readonly ToldNear[]; titles: TopicTitles }) {
  if (near.length === 0) return null
  return (
    <details class="tool">
      <summary>Where it is not, and what was missing</summary>
      <ul class="rows">
        {near.map(({ slug, missing, evidence }) => (
          <li>
            <Filed topics={[{ slug, evidence }]} titles={titles} />
            <p class="quiet">Missing: {missing.join('; ')}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
