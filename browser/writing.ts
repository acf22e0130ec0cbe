/** A text is looked after while it is written, so that nothing of it is lost. */

/** All that is in a form. */
function textsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
}

/** Whoever leaves with a text that is saved nowhere is asked first. */
function warn(form: HTMLFormElement): void {
  const before = JSON.stringify(textsOf(form))
  const wasUnsaved = form.dataset['writing'] === 'unsaved'
  let isSent = false
  form.addEventListener('submit', () => {
    isSent = true
  })
  addEventListener('pageshow', () => {
    isSent = false
  })
  addEventListener('beforeunload', (event) => {
    const isUnsaved = wasUnsaved || JSON.stringify(textsOf(form)) !== before
    if (isUnsaved && !isSent) event.preventDefault()
  })
}

/** Texts that were sent and may not have arrived are kept under names that begin so, in this tab alone. */
const KEPT = 'unsaved '

/** What was saved is not to be brought back, and who signs out leaves nothing behind. */
export function forgetKept(): void {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(KEPT)) sessionStorage.removeItem(name)
}

/** What a form has for its page alone: where it comes from, and what it was made of. */
const OF_THE_PAGE = new Set(['form-token', 'before'])

function bringBack(form: HTMLFormElement, texts: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      field.checked = texts.has(field.name)
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      if (!OF_THE_PAGE.has(field.name)) field.value = texts.get(field.name) ?? ''
  }
  form.dispatchEvent(new Event('input'))
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = label
  made.addEventListener('click', press)
  return made
}

/** A session ends while one writes, a network fails: what was sent is kept until it is known to be saved. */
function keep(form: HTMLFormElement): void {
  const name = KEPT + new URL(form.action).pathname
  const kept = sessionStorage.getItem(name)
  form.addEventListener('submit', () => {
    sessionStorage.setItem(name, new URLSearchParams(textsOf(form)).toString())
  })
  if (kept === null || form.dataset['writing'] === 'unsaved') return
  const offer = document.createElement('div')
  offer.className = 'flash actions'
  offer.setAttribute('role', 'status')
  offer.append(
    'What you last wrote here was not saved.',
    button('Bring it back', () => {
      bringBack(form, new URLSearchParams(kept))
      offer.remove()
    }),
    button('Forget it', () => {
      sessionStorage.removeItem(name)
      offer.remove()
    }),
  )
  form.before(offer)
}

/** Ctrl+Enter, or Command, is the form's main button. */
function saveByKey(form: HTMLFormElement): void {
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.requestSubmit(form.querySelector<HTMLButtonElement>('button.main'))
  })
  for (const told of form.querySelectorAll<HTMLElement>('[data-scripted]')) told.hidden = false
}

export function lookAfter(form: HTMLFormElement): void {
  warn(form)
  keep(form)
  saveByKey(form)
}
