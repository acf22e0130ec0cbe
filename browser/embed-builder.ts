import { keepFramesAsHighAsTheirPages } from './frame-heights.ts'

/**
 * The builder without a round trip: what its form asks for is fetched and put in place. Without this
 * script the form is sent and the whole page comes again.
 */

const form = document.querySelector<HTMLFormElement>('form.embed-builder')

function addressOf(asked: HTMLFormElement): string {
  const url = new URL(asked.action)
  for (const [name, value] of new FormData(asked))
    if (typeof value === 'string' && value !== '') url.searchParams.set(name, value)
  return url.href
}

/** The last answer wins, however they arrive. */
let latest: AbortController | undefined

async function refresh(asked: HTMLFormElement): Promise<void> {
  latest?.abort()
  latest = new AbortController()
  const address = addressOf(asked)
  const response = await fetch(address, { signal: latest.signal })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const [here, anew] = [document, page].map((root) => root.querySelector('.embed-result'))
  if (!here || !anew) return
  here.replaceWith(document.adoptNode(anew))
  history.replaceState(null, '', address)
  offerCopying()
}

/** A button that is of use only where there is script. */
function offerCopying(): void {
  const code = document.querySelector<HTMLTextAreaElement>('.embed-result textarea')
  if (!code) return
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', () => {
    code.select()
    const isCopied = (): void => void (button.textContent = 'Copied')
    // Whoever forbids it still has the text selected.
    navigator.clipboard.writeText(code.value).then(isCopied, () => undefined)
  })
  code.after(button)
}

if (form) {
  const again = (): void => {
    refresh(form).catch((error: unknown) => {
      // A newer choice has ended the wait for this one; anything else leaves the form to be sent.
      if (!(error instanceof DOMException)) form.submit()
    })
  }
  form.addEventListener('change', again)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    again()
  })
  offerCopying()
  keepFramesAsHighAsTheirPages(location.origin)
}
