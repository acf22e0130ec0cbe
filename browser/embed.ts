import { ELEMENT_STYLE, EMBED_STYLE } from '../src/embed/style.ts'
import { cleanCopy } from './clean-copy.ts'
import { keepFramesAsHighAsTheirPages } from './frame-heights.ts'
import { localTimes } from './local-times.ts'

/**
 * `<despatch-feed topic="defence+indo-pacific" limit="5">`: a topic on somebody else's page.
 *
 * Until it has loaded, and when it cannot, its own content is shown: plain links to the topic.
 */

/** Attributes with the parameters they stand for; `lang` is what HTML calls the language of the element. */
const PARAMETERS: Record<string, string> = {
  duplicates: 'duplicates',
  languages: 'lang',
  limit: 'limit',
  q: 'q',
  since: 'since',
  source: 'source',
  theme: 'theme',
  view: 'view',
}

/** Where this script came from is the newsroom. */
const newsroom = new URL(
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href,
).origin

class DespatchFeed extends HTMLElement {
  static observedAttributes = ['topic', ...Object.keys(PARAMETERS)]

  readonly #root = this.attachShadow({ mode: 'open' })
  #request: XMLHttpRequest | undefined
  #shown = ''
  #isDue = false

  connectedCallback(): void {
    if (this.#root.firstChild === null) {
      this.#root.append(document.createElement('slot'))
      // A constructed sheet needs no leave from the page's policy, as a <style> would.
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(ELEMENT_STYLE + EMBED_STYLE)
      this.#root.adoptedStyleSheets = [sheet]
    }
    this.attributeChangedCallback()
  }

  disconnectedCallback(): void {
    this.#request?.abort()
  }

  /** However many attributes change at once, one request follows. */
  attributeChangedCallback(): void {
    if (this.#isDue || !this.isConnected) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      if (this.isConnected) this.#load(this.#address())
    })
  }

  #address(): string {
    const url = new URL(`/embed/${this.getAttribute('topic') ?? 'all'}`, newsroom)
    for (const [attribute, parameter] of Object.entries(PARAMETERS)) {
      const value = this.getAttribute(attribute)
      if (value !== null) url.searchParams.set(parameter, value)
    }
    url.searchParams.set('as', 'fragment')
    return url.href
  }

  /**
   * XMLHttpRequest, for it alone parses HTML into a document that runs and loads nothing, and that
   * a page which demands Trusted Types allows without naming us.
   */
  #load(address: string): void {
    this.#request?.abort()
    if (address === this.#shown) return
    const request = new XMLHttpRequest()
    this.#request = request
    request.open('GET', address)
    request.responseType = 'document'
    request.addEventListener('load', () => {
      const feed = request.status < 500 && request.responseXML?.querySelector('.despatch')
      const copy = feed && cleanCopy(feed)
      if (copy) this.#show(copy, address)
    })
    request.addEventListener('loadend', () => this.removeAttribute('aria-busy'))
    this.setAttribute('aria-busy', 'true')
    request.send()
  }

  #show(feed: Element, address: string): void {
    localTimes(feed)
    this.#root.replaceChildren(feed)
    this.#shown = address
  }
}

// Each embed on a page may bring its own script.
if (!customElements.get('despatch-feed')) {
  customElements.define('despatch-feed', DespatchFeed)
  keepFramesAsHighAsTheirPages(newsroom)
}
