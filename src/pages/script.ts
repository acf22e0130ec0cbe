import { sha256 } from '../web/digest.ts'

/**
 * The only script of our pages, which are whole without it: moments in the zone of whoever reads, and
 * a button beside each address that copies it.
 */
export const SCRIPT = `'use strict'
const words = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
})
for (const time of document.querySelectorAll('time.when')) {
  time.title = time.textContent
  time.textContent = words.format(new Date(time.dateTime))
}
for (const address of document.querySelectorAll('input.address')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.setAttribute('aria-label', 'Copy the ' + address.name + ' address')
  button.addEventListener('click', () => {
    address.select()
    const done = () => {
      button.textContent = 'Copied'
      button.setAttribute('aria-label', 'Copied the ' + address.name + ' address')
    }
    // Who forbids it still has the address selected.
    navigator.clipboard.writeText(address.value).then(done, () => {})
  })
  address.after(button)
}
`

/** Named by what is in it, so that it may be kept for ever. */
export const SCRIPT_PATH = `/page.${sha256(SCRIPT).slice(0, 10)}.js`
