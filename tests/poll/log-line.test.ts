import { describe, expect, it } from 'vitest'
import type { PollReport } from '../../src/domain/source.ts'
import { pollLine } from '../../src/poll/log-line.ts'

const AT = '2026-11-23T12:00:00Z'
const NOTHING = { added: 0, changed: 0, unchanged: 0, duplicate: 0, faults: [] }
const NEXT = {
  nextPollAt: '2026-11-23T12:15:00Z',
  because: 'the publisher asks for 15 minutes by its ttl: every 15 minutes',
}
const line = (given: Partial<PollReport>, isPrivate = false) =>
  pollLine(
    { slug: 'rail', private: isPrivate },
    { outcome: 'fresh', status: 200, ...NOTHING, ...NEXT, ...given },
    AT,
    120,
  )
const fault = { where: 'source', what: 'there is no host of the name a.example (DNS)' }

describe('a poll as a line', () => {
  it('has all that a machine asks for beside it', () => {
    expect(line({ added: 3, unchanged: 7, faults: [fault] })).toEqual({
      message:
        'poll rail: 3 new, 1 fault, next in 15 minutes (the publisher asks for 15 minutes by its ttl)',
      kind: 'poll',
      level: 'info',
      source: 'rail',
      outcome: 'fresh',
      status: 200,
      added: 3,
      changed: 0,
      unchanged: 7,
      duplicate: 0,
      faults: 1,
      ...NEXT,
      milliseconds: 120,
    })
  })

  it.each([
    { given: { added: 2, changed: 1, duplicate: 4 }, says: '2 new, 1 changed, 4 told before' },
    { given: { unchanged: 9 }, says: 'nothing new' },
    { given: { outcome: 'not-modified', status: 304 }, says: 'nothing new (304)' },
    { given: { outcome: 'gone', status: 410 }, says: 'gone' },
    {
      given: { outcome: 'failed', status: null, faults: [fault] },
      says: 'failed: there is no host of the name a.example (DNS)',
    },
  ] as const)('says "$says"', ({ given, says }) => {
    expect(line({ ...given, faults: [...('faults' in given ? given.faults : [])] }).message).toBe(
      `poll rail: ${says}, next in 15 minutes (the publisher asks for 15 minutes by its ttl)`,
    )
  })

  it.each([
    { status: 500, says: 'failed (500)' },
    { status: null, says: 'failed' },
  ])('of a private source does not say whom it asked: $says', ({ status, says }) => {
    const { message } = line({ outcome: 'failed', status, faults: [fault] }, true)
    expect(message).toMatch(`poll rail: ${says}, next`)
    expect(message).not.toContain('a.example')
  })

  it('of a source that does not do well stands out', () => {
    expect(line({ outcome: 'failed' }).level).toBe('warn')
    expect(line({ outcome: 'gone' }).level).toBe('warn')
  })
})
