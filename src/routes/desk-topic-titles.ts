import type { TopicTitles } from '../desk/preview.tsx'
import { told } from './desk-api.ts'
import type { DeskContext } from './desk-guard.tsx'

/** What the topics are called. */
export async function topicTitles(c: DeskContext): Promise<TopicTitles> {
  const { topics } = await told(
    c.var.api<{ topics: { slug: string; title: string }[] }>('GET', '/api/topics'),
  )
  return new Map(topics.map(({ slug, title }) => [slug, title]))
}
