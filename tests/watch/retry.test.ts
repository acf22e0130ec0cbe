import { expect, it } from 'vitest'
import { secondsToRetry } from '../../src/watch/retry.ts'

const HOUR = 3600

it.each([
  { attempts: 1, age: 0, wait: 60, because: 'the first may have met a restart' },
  { attempts: 2, age: 60, wait: 300, because: 'waits grow' },
  { attempts: 5, age: 3 * HOUR, wait: 4 * HOUR, because: 'to four hours' },
  { attempts: 9, age: 20 * HOUR, wait: 4 * HOUR, because: 'and no further' },
  { attempts: 9, age: 20 * HOUR + 1, wait: undefined, because: 'a day is enough' },
  { attempts: 1, age: 24 * HOUR, wait: undefined, because: 'so it is where the queue has slept' },
])('$attempts attempts in $age s: wait $wait s, for $because', ({ attempts, age, wait }) => {
  expect(secondsToRetry(attempts, age)).toBe(wait)
})
