const formatters = new Map<string, Intl.DateTimeFormat>()

/** To make one costs more than to use it, and a page has a hundred dates in one language. */
function formatterOf(language: string): Intl.DateTimeFormat {
  const known = formatters.get(language)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  formatters.set(language, made)
  return made
}

/**
 * A moment as a person reads it, with the exact one behind it. Written in UTC and called so, that
 * pages hold still; `script` puts it into the reader's own zone.
 */
export function Moment({
  at,
  language,
  class: name = '',
}: {
  at: string
  language: string
  class?: string
}) {
  return (
    <time datetime={at} class={`when ${name}`.trim()} lang={language}>
      {formatterOf(language).format(new Date(at))} UTC
    </time>
  )
}
