import list from '../../data/readers.json' with { type: 'json' }

/** A feed reader with the link that gives it a feed. */
export interface ReaderLink {
  name: string
  href: string
}

/** Where a feed can be subscribed to with one click: plain links, which ask nobody before they are followed. */
export const readerLinks = (feedUrl: string): ReaderLink[] =>
  list.readers.map(({ name, link }) => ({
    name,
    href: link
      .replace('{feed}', () => encodeURIComponent(feedUrl))
      .replace('{address}', () => feedUrl.replace(/^https?:\/\//, '')),
  }))
