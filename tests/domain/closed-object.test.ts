import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { closedObject } from '../../src/domain/closed-object.ts'

const Boat = closedObject({ name: v.string('expected a name'), length: v.optional(v.number()) })
const Harbour = closedObject({ boats: v.optional(v.array(Boat)), flagship: v.optional(Boat) })

describe('an object of exactly these members', () => {
  it.each([
    { given: {}, faults: [] },
    { given: { boats: [{ name: 'Ark' }] }, faults: [] },
    { given: { boat: [] }, faults: ['unknown key "boat": did you mean "boats"?'] },
    { given: { flagship: {} }, faults: ['"name" is missing'] },
    { given: { flagship: { name: 7 } }, faults: ['expected a name'] },
    { given: { flagship: [] }, faults: ['expected an object with "name", "length"'] },
    { given: [], faults: ['expected an object with "boats", "flagship"'] },
    { given: null, faults: ['expected an object with "boats", "flagship"'] },
    { given: 'Ark', faults: ['expected an object with "boats", "flagship"'] },
  ])('$given: $faults', ({ given, faults }) => {
    const { issues = [] } = v.safeParse(Harbour, given)
    expect(issues.map(({ message }) => message)).toEqual(faults)
  })
})
