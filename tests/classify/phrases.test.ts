import { describe, expect, it } from 'vitest'
import { phrases } from '../../src/classify/phrases.ts'

const written = (term: string, writing = {}) =>
  phrases(term, writing).map(({ keys, cased }) => (cased ?? keys).join(' '))

describe('the ways to write a term', () => {
  it.each([
    { term: 'frigate', ways: ['frigate', 'frigates'] },
    { term: 'navy', ways: ['navy', 'navies', 'navys'] },
    { term: 'warship class', ways: ['warship class', 'warship classes'] },
    { term: 'defence', ways: ['defence', 'defences', 'defense', 'defenses'] },
    {
      term: 'Defense Ministry',
      ways: [
        'defence ministry',
        'defence ministries',
        'defence ministrys',
        'defense ministry',
        'defense ministries',
        'defense ministrys',
      ],
    },
    {
      term: 'demilitarised',
      ways: ['demilitarised', 'demilitariseds', 'demilitarized', 'demilitarizeds'],
    },
    { term: 'airman', ways: ['airman', 'airmen', 'airmans'] },
    { term: 'torpedo', ways: ['torpedo', 'torpedoes', 'torpedos'] },
    { term: 'crisis', ways: ['crisis', 'crises'] },
    { term: '防衛省', ways: ['防 衛 省'] },
    { term: 'F-35', ways: ['f 35'] },
  ])('$term', ({ term, ways }) => {
    expect(written(term)).toEqual(ways)
  })

  it.each([
    { term: 'US', writing: { case: true }, ways: ['US'], because: 'two letters have no plural' },
    {
      term: 'ICBM',
      writing: { case: true },
      ways: ['ICBM', 'ICBMs'],
      because: 'an abbreviation has',
    },
    { term: 'Marines', writing: { exact: true }, ways: ['marines'], because: 'exactly so' },
    {
      term: 'Defence',
      writing: { case: true },
      ways: ['Defence', 'Defences'],
      because: 'not respelled',
    },
  ])('$term with $writing: $because', ({ term, writing, ways }) => {
    expect(written(term, writing)).toEqual(ways)
  })
})
