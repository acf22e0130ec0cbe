import { localTimes } from './local-times.ts'

/** The page in a frame tells the page around it how high it is, whenever that changes. */

/**
 * WordPress puts a word into the address, believes messages that repeat it, and gives the frame no
 * other way to follow a link: https://developer.wordpress.org/reference/functions/wp_filter_oembed_result/
 */
const [, secret] = /[#?&]secret=([a-z0-9]+)/i.exec(location.hash) ?? []

function tellHeight(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  parent.postMessage({ despatchHeight: height }, '*')
  if (secret) parent.postMessage({ message: 'height', value: height, secret }, '*')
}

/** It follows links to the frame's own host only: our page of the entry, which leads on. */
function tellLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  parent.postMessage({ message: 'link', value: link.dataset['page'] ?? link.href, secret }, '*')
}

localTimes(document)
if (parent !== window) {
  new ResizeObserver(tellHeight).observe(document.documentElement)
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data === 'despatch-height?') tellHeight()
  })
  if (secret) document.addEventListener('click', tellLink)
}
