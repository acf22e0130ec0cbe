import type { CleanHtml } from '../domain/entry.ts'

/**
 * An entry's HTML as a page of ours shows it: pictures load when they come into view, and without
 * holding up the words. In feeds that is for the reader's program to decide, so it is not stored.
 * In clean HTML `<` begins a tag and nothing else.
 */
export const shownHtml = (html: CleanHtml | undefined): string =>
  html?.replaceAll('<img ', '<img loading="lazy" decoding="async" ') ?? ''
