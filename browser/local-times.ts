/** Puts each moment into the zone of whoever reads, in the language it was written in. */
export function localTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll('time')) {
    const language = time.closest('[lang]')?.getAttribute('lang') || undefined
    const words = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
    time.textContent = words.format(new Date(time.dateTime))
  }
}
