import type { Draft } from '../draft.ts'
import { present } from '../draft.ts'
import type { Element } from '../element.ts'
import { construct, keywords, person, url, wholeNumber } from './common.ts'
import { transparent, value, type Vocabulary } from './rule.ts'

/** `1:02:03`, `62:03` or `3723`. */
function durationSeconds(written: string | undefined): number | undefined {
  const parts = written?.trim().split(':') ?? []
  if (
    parts.length === 0 ||
    parts.length > 3 ||
    !parts.every((part) => /^\d{1,6}(\.\d{1,9})?$/.test(part))
  ) {
    return undefined
  }
  return Math.round(parts.reduce((seconds, part) => seconds * 60 + Number(part), 0))
}

/** A picture beside the text is the entry's image; a recording is a file that belongs to it. */
function mediaContent(draft: Draft, element: Element): void {
  const written = element.attribute('url')
  if (!written?.trim()) return
  const address = element.resolve(written)
  const type = element.attribute('type')?.trim()
  const medium = mediumOf(element)
  if (medium === 'image') {
    draft.set('image', address, imageRank(element, 2))
    return
  }
  if (medium !== 'audio' && medium !== 'video') return
  const length = wholeNumber(element.attribute('filesize'))
  const seconds = durationSeconds(element.attribute('duration'))
  draft.addEnclosure({ url: address, ...present({ type, length, durationSeconds: seconds }) })
}

function mediumOf(element: Element): string | undefined {
  const medium = element.attribute('medium')?.trim().toLowerCase()
  const type = element.attribute('type')?.trim()
  if (medium !== undefined || type) return medium ?? type?.split('/', 1)[0]?.toLowerCase()
  const address = element.attribute('url')?.trim() ?? ''
  return /\.(jpe?g|png|gif|webp|avif)([?#]|$)/i.test(address) ? 'image' : undefined
}

/** Of several sizes the widest. */
function imageRank(element: Element, rank: number): number {
  const width = Math.min(wholeNumber(element.attribute('width')) ?? 0, 99_999)
  return rank - width / 100_000
}

export const MEDIA: Vocabulary = {
  any: {
    title: construct('title', 'text', 6),
    keywords,
    category: value((draft, element) => {
      const scheme = element.attribute('scheme')?.trim()
      const label = element.attribute('label')?.trim()
      draft.addCategory({ term: element.text(), ...present({ scheme, label }) })
    }),
    copyright: construct('rights', 'text', 5),
    thumbnail: value((draft, element) => {
      const address = element.attribute('url') ?? element.text()
      if (address) draft.set('image', element.resolve(address), imageRank(element, 3))
    }),
  },
  feed: {
    content: transparent((draft, element) => {
      const address = element.attribute('url')?.trim()
      if (address && mediumOf(element) === 'image')
        draft.set('image', element.resolve(address), imageRank(element, 6))
    }),
  },
  entry: {
    group: transparent(),
    content: transparent(mediaContent),
    description: construct('summary', 'html', 6),
    credit: value((draft, element) => {
      const author = { name: element.text() }
      if (element.attribute('role')?.toLowerCase() === 'author' && author.name)
        draft.addPerson('authors', author, 5)
    }),
  },
}

/** Apple's podcast module. */
export const ITUNES: Vocabulary = {
  any: {
    title: construct('title', 'text', 5),
    author: person('authors', 3),
    image: url('image', 4),
    keywords,
    category: transparent((draft, element) =>
      draft.addCategory({ term: element.attribute('text')?.trim() ?? '' }),
    ),
    subtitle: construct('summary', 'html', 8),
    summary: construct('summary', 'html', 7),
  },
  feed: { owner: person('authors', 4) },
  entry: {
    duration: value((draft, element) => {
      const seconds = durationSeconds(element.text())
      if (seconds !== undefined) draft.durationSeconds ??= seconds
    }),
  },
}
