import { describe, expect, it } from 'vitest'
import { parsePerson } from '../../src/ingest/person.ts'

describe('a person on one line', () => {
  it.each([
    { line: 'Ann Lee', person: { name: 'Ann Lee' } },
    { line: 'ann@x.example', person: { email: 'ann@x.example' } },
    { line: 'ann@x.example (Ann Lee)', person: { name: 'Ann Lee', email: 'ann@x.example' } },
    { line: 'Ann Lee (ann@x.example)', person: { name: 'Ann Lee', email: 'ann@x.example' } },
    {
      line: 'Ann Lee <ann+news@x.example>',
      person: { name: 'Ann Lee', email: 'ann+news@x.example' },
    },
    { line: '"Lee, Ann" <ann@x.example>', person: { name: 'Lee, Ann', email: 'ann@x.example' } },
    { line: 'mailto:ann@x.example', person: { email: 'ann@x.example' } },
    { line: 'Ann (Paris)', person: { name: 'Ann (Paris)' } },
    { line: ' \n ', person: undefined },
  ])('$line', ({ line, person }) => {
    expect(parsePerson(line)).toEqual(person)
  })
})
