const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** After each attempt that failed; the last one again and again. */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 4 * HOUR]

/**
 * How long to wait before an alert is tried again, or undefined when a day has passed: whoever did
 * not want it for so long has been told by other means.
 *
 * @param attempts that have failed.
 * @param ageSeconds since the alert was raised.
 */
export function secondsToRetry(attempts: number, ageSeconds: number): number | undefined {
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE
  return ageSeconds + wait > DAY ? undefined : wait
}
