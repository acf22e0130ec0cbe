import { forgetKept, lookAfter } from './writing.ts'

/** The desk is whole without this: it says what is slow, and answers while one types. */

/** A button that was pressed says so, and is not pressed twice. */
function tellBusy(): void {
  const pressed = new Map<HTMLButtonElement, string>()
  document.addEventListener('submit', (event) => {
    const { submitter } = event
    if (!(submitter instanceof HTMLButtonElement)) return
    if (pressed.has(submitter)) return event.preventDefault()
    pressed.set(submitter, submitter.textContent ?? '')
    const { busy } = submitter.dataset
    submitter.setAttribute('aria-disabled', 'true')
    if (busy) submitter.textContent = busy
  })
  // Whoever comes back to the page finds it as it was.
  addEventListener('pageshow', () => {
    for (const [button, label] of pressed) {
      button.removeAttribute('aria-disabled')
      button.textContent = label
    }
    pressed.clear()
  })
}

/** Long enough that a word is not asked for letter by letter, short enough to feel at once. */
const PAUSE_MILLISECONDS = 250

/** The results of another page take the place of those here; false where there are none. */
async function showResultsOf(url: URL, init: RequestInit): Promise<boolean> {
  const response = await fetch(url, init)
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const [here, anew] = [document, page].map((root) => root.querySelector('[data-results]'))
  if (!here || !anew) return false
  here.replaceWith(document.adoptNode(anew))
  return true
}

/** Asks once one pauses, and only for what was typed last. */
function whileTyping(
  form: HTMLFormElement,
  ask: (signal: AbortSignal) => Promise<void>,
  otherwise: () => void,
): void {
  let waiting = 0
  let latest: AbortController | undefined
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      latest?.abort()
      latest = new AbortController()
      ask(latest.signal).catch((error: unknown) => {
        // What is typed meanwhile has ended the wait for this answer.
        if (!(error instanceof DOMException)) otherwise()
      })
    }, PAUSE_MILLISECONDS)
  })
}

/** A form that only narrows a list does so while one types: its answer takes the place of the list. */
function filterWhileTyping(form: HTMLFormElement): void {
  async function narrow(signal: AbortSignal): Promise<void> {
    const url = new URL(form.action)
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value !== '') url.searchParams.set(name, value)
    if (await showResultsOf(url, { signal })) history.replaceState(null, '', url)
    else form.submit()
  }
  whileTyping(form, narrow, () => form.submit())
}

/** What a form would do is shown beside it; where that fails, there is a button for it. */
function tryWhileTyping(form: HTMLFormElement): void {
  async function glance(signal: AbortSignal): Promise<void> {
    const body = new FormData(form)
    body.set('do', 'glance')
    await showResultsOf(new URL(form.action), { method: 'POST', body, signal })
  }
  whileTyping(form, glance, () => undefined)
}

/** Progress is looked at again as long as it says so. */
function lookAgain(): void {
  const seconds = Number(document.querySelector<HTMLElement>('[data-again]')?.dataset['again'])
  if (!(seconds > 0)) return
  setTimeout(() => {
    // While nobody looks, nobody is asked; an outage passes.
    const asked = document.hidden
      ? Promise.resolve(true)
      : showResultsOf(new URL(location.href), {}).catch(() => true)
    void asked.then((isShown) => isShown && lookAgain())
  }, seconds * 1000)
}

tellBusy()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]'))
  filterWhileTyping(form)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-tried]'))
  tryWhileTyping(form)
lookAgain()
if (document.querySelector('.flash.done')) forgetKept()
document.querySelector('form[action$="/sign-out"]')?.addEventListener('submit', forgetKept)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-writing]')) lookAfter(form)
