/** A source whose time has come. */
export interface DueSource {
  slug: string
  url: string
}

export interface SpacingPolicy {
  /** Sources queued in one run at most. */
  perRun: number
  /** Between two requests to one host, and how many of them one run queues. */
  secondsApart: number
  perHost: number
}

/**
 * Which of the sources that are due are asked in this run, and how long after its beginning.
 *
 * A host with many feeds is asked for them one after the other, and for no more of them than fit
 * between two runs, so that it neither feels a burst nor crowds out anybody else. The rest is due
 * in the next run.
 *
 * @param isUnspaced the operator's own hosts, which it may load as it likes.
 */
export function spaced(
  due: readonly DueSource[],
  { perRun, secondsApart, perHost }: SpacingPolicy,
  isUnspaced: (url: string) => boolean,
): { slug: string; delaySeconds: number }[] {
  const asked = new Map<string, number>()
  return due
    .flatMap(({ slug, url }) => {
      if (isUnspaced(url)) return [{ slug, delaySeconds: 0 }]
      const host = URL.parse(url)?.host ?? ''
      const before = asked.get(host) ?? 0
      asked.set(host, before + 1)
      return before < perHost ? [{ slug, delaySeconds: before * secondsApart }] : []
    })
    .slice(0, perRun)
}
