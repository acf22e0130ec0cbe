import { describe, expect, it } from 'vitest'
import { terminalLine } from '../../scripts/terminal-log.ts'

const at = new Date(2026, 10, 23, 12, 0, 3).getTime()
const line = (message: string, style: 'lines' | 'json' = 'lines') =>
  terminalLine({ timestamp: at, message }, style)
const poll = JSON.stringify({ message: 'poll a: 3 new', kind: 'poll', level: 'info', added: 3 })

describe('a line in the terminal', () => {
  it('is a sentence with its time', () => {
    expect(line(poll)).toBe('12:00:03 poll a: 3 new')
  })

  it('shows below what broke where it broke', () => {
    const error = { name: 'TypeError', message: 'x', stack: 'TypeError: x\n    at f (a.js:1:2)' }
    const broken = { message: 'request failed: x', kind: 'error', level: 'error', error }
    expect(line(JSON.stringify(broken))).toBe('12:00:03 request failed: x\n    at f (a.js:1:2)')
  })

  it('is left as it is for a machine', () => {
    expect(line(poll, 'json')).toBe(poll)
  })

  it.each(['plain words', '{"other":"json"}', '[1]', '{"message":'])(
    'that is none of ours is shown as it came: %s',
    (message) => {
      expect(line(message)).toBe(message)
    },
  )

  it.each(['workerd/io/x.c++:1: error', 'something; wdErrId = abc'])(
    'of the runtime about itself is not shown: %s',
    (message) => {
      expect(line(message)).toBeUndefined()
      expect(line(message, 'json')).toBeUndefined()
    },
  )
})
