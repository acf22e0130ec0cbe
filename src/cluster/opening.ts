import type { Signature } from '../domain/story.ts'

/** What a story opens with: the words of its headline, then those of its lead, each once. */
export function openingOf({ title, lead }: Signature): string[] {
  const seen = new Set(title.map((word) => word.toLowerCase()))
  return [...title, ...lead.filter((word) => !seen.has(word.toLowerCase()))]
}
