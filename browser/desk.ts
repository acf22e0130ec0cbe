/** The desk is whole without this: it says what is slow, and filters lists while one types. */

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

/** A form that only narrows a list does so while one types: its answer takes the place of the list. */
function filterWhileTyping(form: HTMLFormElement): void {
  let waiting = 0
  let latest: AbortController | undefined

  async function refresh(): Promise<void> {
    latest?.abort()
    latest = new AbortController()
    const url = new URL(form.action)
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value !== '') url.searchParams.set(name, value)
    const response = await fetch(url, { signal: latest.signal })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const [here, anew] = [document, page].map((root) => root.querySelector('[data-results]'))
    if (!here || !anew) return form.submit()
    here.replaceWith(document.adoptNode(anew))
    history.replaceState(null, '', url)
  }

  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      refresh().catch((error: unknown) => {
        // What is typed meanwhile has ended the wait for this answer.
        if (!(error instanceof DOMException)) form.submit()
      })
    }, PAUSE_MILLISECONDS)
  })
}

tellBusy()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]'))
  filterWhileTyping(form)
