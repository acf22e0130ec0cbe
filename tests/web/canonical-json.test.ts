import { expect, it } from 'vitest'
import { canonicalJson, differingMembers } from '../../src/web/canonical-json.ts'

it.each([
  [{ b: 1, a: [{ d: 1, c: 2 }] }, '{"a":[{"c":2,"d":1}],"b":1}'],
  [{ a: undefined }, '{}'],
  [undefined, 'null'],
])('%j is written %s', (value, json) => expect(canonicalJson(value)).toBe(json))

it.each([
  [{ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }, []],
  [{ a: 1 }, { a: 1, b: undefined }, []],
  [{ b: 1, a: [1, 2] }, { a: [2, 1], c: 3 }, ['a', 'b', 'c']],
])('%j and %j differ in %j', (a, b, names) => expect(differingMembers(a, b)).toEqual(names))
