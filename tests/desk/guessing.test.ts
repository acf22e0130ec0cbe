import { expect, it } from 'vitest'
import { secondsToWait } from '../../src/desk/guessing.ts'

const POLICY = { free: 3, firstWaitSeconds: 2, maxWaitSeconds: 60 }
const noon = new Date('2026-11-23T12:00:00Z')

it.each([
  { wrong: 0, lastAt: '2026-11-23T12:00:00Z', seconds: 0, because: 'nobody has guessed' },
  { wrong: 2, lastAt: '2026-11-23T12:00:00Z', seconds: 0, because: 'some errors are free' },
  { wrong: 3, lastAt: '2026-11-23T12:00:00Z', seconds: 2, because: 'the first that is not' },
  { wrong: 5, lastAt: '2026-11-23T12:00:00Z', seconds: 8, because: 'doubled by each' },
  { wrong: 5, lastAt: '2026-11-23T11:59:57Z', seconds: 5, because: 'some of it is over' },
  { wrong: 5, lastAt: '2026-11-23T11:59:52Z', seconds: 0, because: 'all of it is over' },
  { wrong: 2000, lastAt: '2026-11-23T12:00:00Z', seconds: 60, because: 'no longer than that' },
])('$wrong wrong, last $lastAt: $seconds s: $because', ({ wrong, lastAt, seconds }) => {
  expect(secondsToWait({ wrong, lastAt, trustedUntil: null }, POLICY, noon)).toBe(seconds)
})

it('who is new does not wait', () => {
  expect(secondsToWait(undefined, POLICY, noon)).toBe(0)
})
