import { FORMATS, type FeedUrls } from './formats.ts'
import { readerLinks } from './readers.ts'

/** How to subscribe: by one click in the readers most people have, or by an address to copy. */
export function Subscribe({ urls }: { urls: FeedUrls }) {
  return (
    <details class="tool subscribe">
      <summary>Subscribe</summary>
      <p>Open it in your feed reader:</p>
      <ul class="chips">
        {readerLinks(urls.atom).map(({ name, href }) => (
          <li>
            <a href={href} rel="external nofollow noopener">
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p>Or give it one of these addresses:</p>
      {FORMATS.map(({ format, name, type }) => (
        <p class="field">
          <a href={urls[format]} type={type}>
            {name}
          </a>
          <span>
            <input
              class="address"
              name={name}
              aria-label={`${name} address`}
              value={urls[format]}
              readonly
            />
          </span>
        </p>
      ))}
    </details>
  )
}

/** The same in one line, where there is a page that says more. */
export function FeedLinks({ urls, of }: { urls: FeedUrls; of: string }) {
  return (
    <p class="feeds">
      {FORMATS.map(({ format, name, type }) => (
        <a href={urls[format]} type={type} aria-label={`${name} of ${of}`}>
          {name}
        </a>
      ))}
    </p>
  )
}
