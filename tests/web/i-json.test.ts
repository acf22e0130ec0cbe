import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unfitJson } from '../../src/web/i-json.ts'

const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown

describe('JSON that is not fit to be read', () => {
  it.each([
    { json: '"\\ud800"', where: 'body', what: /halves of characters/ },
    { json: '{"a":["x","\\u0000"]}', where: 'a.1', what: /control characters/ },
    { json: '{"a\\u0001":1}', where: 'a\u0001', what: /control characters/ },
    { json: '{"a":{"__proto__":{}}}', where: 'a.__proto__', what: /cannot be a name here/ },
    { json: '{"constructor":1}', where: 'constructor', what: /cannot be a name here/ },
    { json: '[1e400]', where: '0', what: /number of usual size/ },
    { json: '[-1e400]', where: '0', what: /number of usual size/ },
  ])('$json', ({ json, where, what }) => {
    expect(unfitJson(JSON.parse(json))).toEqual({ where, what: expect.stringMatching(what) })
  })

  it('is what nobody can have nested by hand, however deep', () => {
    expect(unfitJson(nested(64))).toBeUndefined()
    expect(unfitJson(nested(65))?.what).toBe('expected no more than 64 levels')
    expect(unfitJson(nested(100_000))?.what).toBe('expected no more than 64 levels')
  })

  it('is none of what anybody writes', () => {
    const text = fc.string({ unit: 'grapheme' })
    const json = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 })
    fc.assert(
      fc.property(fc.array(fc.oneof(text, json)), (value) => {
        const fault = unfitJson(JSON.parse(JSON.stringify(value)))
        expect(fault === undefined || /cannot be a name/.test(fault.what)).toBe(true)
      }),
    )
  })
})
