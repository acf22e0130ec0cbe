import { describe, expect, it } from 'vitest'
import { healthInWords, reached } from '../../scripts/deploy/reach.ts'

it.each([
  { body: { status: 'ok', states: { new: 12, well: 0 } }, words: 'ok; sources: 12 new' },
  {
    body: { status: 'degraded', because: 'nobody can be reached', states: { well: 3, failing: 1 } },
    words: 'degraded (nobody can be reached); sources: 3 well, 1 failing',
  },
  {
    body: { status: 'down', because: 'the database does not answer', states: null },
    words: 'down (the database does not answer)',
  },
  { body: 'a page of somebody else’s', words: 'it answers, and says nothing of its health' },
])('$body.status: $words', ({ body, words }) => {
  expect(healthInWords(body)).toBe(words)
})

describe('a new address', () => {
  /** Answers in turn; the last one for good. */
  function world(...answers: (Response | Error)[]) {
    const paused: number[] = []
    let asked = 0
    const send = async () => {
      const answer = answers[Math.min(asked, answers.length - 1)]
      asked += 1
      if (answer === undefined || answer instanceof Error) throw answer
      return answer
    }
    const pause = async (seconds: number) => void paused.push(seconds)
    return { send, pause, paused }
  }

  it('is waited for while neither DNS nor certificates know it', async () => {
    const { send, pause, paused } = world(
      new TypeError('fetch failed'),
      new Response('not yet', { status: 522 }),
      Response.json({ status: 'ok' }),
    )
    const health = await reached('https://new.example', { send, pause, seconds: 60 })
    expect(health).toEqual({ status: 'ok' })
    expect(paused).toEqual([5, 5])
  })

  it('is given up for now after a while, with words that say to come back', async () => {
    const { send, pause, paused } = world(new TypeError('fetch failed'))
    await expect(reached('https://new.example', { send, pause, seconds: 20 })).rejects.toThrow(
      'https://new.example does not answer yet.',
    )
    expect(paused).toHaveLength(4)
  })

  it('is there when the newsroom says that its database is away', async () => {
    const { send, pause } = world(Response.json({ status: 'down' }, { status: 503 }))
    const health = await reached('https://new.example', { send, pause, seconds: 0 })
    expect(health).toEqual({ status: 'down' })
  })
})
