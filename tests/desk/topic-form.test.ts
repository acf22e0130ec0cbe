import fc from 'fast-check'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readCondition, writeCondition } from '../../src/desk/condition-lines.ts'
import { readTopic } from '../../src/desk/read-topic.ts'
import { readTerm, writeTerm } from '../../src/desk/term-line.ts'
import { topicValues } from '../../src/desk/topic-values.ts'
import { Topic } from '../../src/domain/topic.ts'
import type { Condition } from '../../src/domain/topic-condition.ts'

const data = join(import.meta.dirname, '../../data/topics')
const topicIn = (file: string): Topic =>
  v.parse(Topic, {
    ...(JSON.parse(readFileSync(join(data, file), 'utf8')) as object),
    slug: basename(file, '.json'),
  })

/** As a browser sends it: lines end in CRLF. */
const sent = (values: ReturnType<typeof topicValues>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value?.replaceAll('\n', '\r\n')]),
  )

const thereAndBack = (topic: Topic) => {
  const { slug, ...definition } = topic
  const read = readTopic(sent(topicValues(definition)))
  return { errors: read.errors, topic: v.parse(Topic, { ...read.definition, slug }) }
}

describe('a term in a line', () => {
  it.each([
    { line: 'ship', term: 'ship' },
    { line: '"Melbourne, Fla"', term: 'Melbourne, Fla' },
    { line: 'the 5" gun', term: 'the 5" gun' },
    { line: 'DoD; case', term: { term: 'DoD', case: true } },
    { line: 'DoD; case no', term: { term: 'DoD', case: false } },
    {
      line: 'defence; weight 0.7; unless court, "trial, by jury"; near war',
      term: { term: 'defence', weight: 0.7, unless: ['court', 'trial, by jury'], near: ['war'] },
    },
    {
      line: 'Australian dollar; also Australian dlr, A$; in title, summary; language en',
      term: {
        term: 'Australian dollar',
        aliases: ['Australian dlr', 'A$'],
        fields: ['title', 'summary'],
        language: 'en',
      },
    },
  ])('$line', ({ line, term }) => {
    expect(readTerm(line)).toEqual({ value: term, faults: [] })
    expect(readTerm(writeTerm(readTerm(line).value as never)).value).toEqual(term)
  })

  it.each([
    { line: 'ship; heavy', what: '"heavy" is none of also, weight, case' },
    { line: 'ship; weight much', what: 'expected "weight" and a number' },
    { line: 'ship; in headline', what: 'expected "in" and any of title, summary' },
    { line: 'ship; case maybe', what: 'expected "case" alone, or "case no"' },
    { line: 'ship; constructor', what: '"constructor" is none of' },
  ])('$line: $what', ({ line, what }) => {
    expect(readTerm(line).faults).toEqual([expect.stringContaining(what)])
  })
})

describe('a condition as an outline', () => {
  it.each<{ outline: string; condition: Condition }>([
    { outline: 'ship', condition: 'ship' },
    { outline: 'submarin*; in title', condition: { prefix: 'submarin', fields: ['title'] } },
    { outline: 'any: ship, "boat, small"', condition: { any: ['ship', 'boat, small'] } },
    {
      outline: 'all:\n  any:\n    ship\n    boat; case\n  none: toy\n  sea',
      condition: {
        all: [{ any: ['ship', { phrase: 'boat', case: true }] }, { none: ['toy'] }, 'sea'],
      },
    },
    { outline: 'none:\n\t"all: hands"', condition: { none: ['all: hands'] } },
    { outline: 'none:\n  "star*"', condition: { none: ['star*'] } },
  ])('$outline', ({ outline, condition }) => {
    expect(readCondition(outline)).toMatchObject({ value: condition, faults: [] })
    expect(readCondition(writeCondition(condition)).value).toEqual(condition)
  })

  it('of two at its margin says which line is too many', () => {
    expect(readCondition('ship\n\nboat').faults).toEqual([
      { line: 3, what: expect.stringContaining('expected one condition') as string },
    ])
  })

  it('knows in which line each part stands', () => {
    expect(Object.fromEntries(readCondition('all:\n  ship\n\n  any: a, b').lines)).toEqual({
      '': 1,
      'all.0': 2,
      'all.1': 4,
      'all.1.any.0': 4,
      'all.1.any.1': 4,
    })
  })
})

describe('a topic in a form', () => {
  it.each(globSync('*.json', { cwd: data }))('%s comes back as it was', (file) => {
    const topic = topicIn(file)
    const back = thereAndBack(topic)
    expect(back.errors).toEqual([])
    // In the same order too: who saves what nobody has changed must not file everything anew.
    expect(JSON.stringify(back.topic)).toBe(JSON.stringify(topic))
  })

  const phrase = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => `${text.replaceAll('\r', '')}x`)
  const phrases = fc.array(phrase, { minLength: 1, maxLength: 3 })
  const flag = fc.boolean()
  const fields = fc.subarray(['title', 'summary', 'content', 'category', 'url'] as const)
  const weight = fc.integer({ min: -100, max: 100 }).map((tenths) => tenths / 10 || 0)
  const writing = { case: flag, exact: flag, verb: flag }
  const reading = {
    weight,
    ...writing,
    language: fc.constantFrom('en', 'ja-JP'),
    fields,
    near: phrases,
    unless: phrases,
  }
  const some = <T extends Record<string, fc.Arbitrary<unknown>>>(
    members: T,
    required: (keyof T)[],
  ) => fc.record(members, { requiredKeys: required as never })
  const term = fc.oneof(phrase, some({ term: phrase, aliases: phrases, ...reading }, ['term']))
  const group = some(
    {
      ...reading,
      terms: fc.array(term, { minLength: 1, maxLength: 4 }),
      gazetteer: fc.constant('places'),
      kinds: fc.subarray(['sea', 'strait'] as const),
    },
    ['terms'],
  )
  const { condition } = fc.letrec((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      phrase,
      some({ phrase, fields, ...writing }, ['phrase', 'case']),
      some({ prefix: fc.constantFrom('submarin', '潜水'), fields }, ['prefix']),
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ none: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    ),
  }))
  const topic = some(
    {
      slug: fc.constant('any'),
      title: phrase.map((text) => text.trim()),
      description: phrase.map((text) => text.trim()),
      keep: fc.oneof(fc.constant({}), fc.record({ days: fc.integer({ min: 1, max: 99 }) })),
      groups: fc.dictionary(
        phrase.map((text) => `g ${text.trim()}`),
        group,
        { maxKeys: 3 },
      ),
      rule: condition,
      exclude: phrases,
      categories: phrases,
      sources: fc.record({ count: fc.constant(['a', 'b']) }),
      weights: fc.record({ title: weight }),
      repeats: fc.integer({ min: 1, max: 20 }),
      threshold: fc.integer({ min: 1, max: 9 }),
    },
    ['slug', 'title', 'description', 'groups'],
  )

  it('comes back as it was, whatever it says', () => {
    fc.assert(
      fc.property(topic, (any) => {
        const before = v.safeParse(Topic, any)
        fc.pre(before.success)
        const back = thereAndBack(before.output)
        expect(back).toEqual({ errors: [], topic: before.output })
      }),
    )
  })

  const faultsOf = (
    values: Record<string, string>,
    ...faults: { where: string; what: string }[]
  ) => {
    const { errors, placed } = readTopic(values)
    return [...errors, ...placed(faults)].map(({ field, what }) => ({ field, what }))
  }
  const group0 = { 'groups.0.name': 'U.S. ships', 'groups.0.terms': '\nship\n\n!!; case' }

  it.each([
    {
      of: 'a term, by its line',
      where: 'groups.U.S. ships.terms.1.term',
      field: 'groups.0.terms',
      what: 'line 4, “!!; case”: wrong',
    },
    {
      of: 'a group as a whole',
      where: 'groups.U.S. ships',
      field: 'groups.0.terms',
      what: 'wrong',
    },
    { of: 'a wish', where: 'groups.U.S. ships.near.0', field: 'groups.0.wishes', what: 'wrong' },
    { of: 'a weight', where: 'groups.U.S. ships.weight', field: 'groups.0.weight', what: 'wrong' },
    { of: 'an exclusion', where: 'exclude.1', field: 'exclude', what: 'line 2, “b”: wrong' },
    { of: 'a weight by field', where: 'weights.title', field: 'weights.title', what: 'wrong' },
    { of: 'a source', where: 'sources.count.0', field: 'sources.count', what: 'wrong' },
    {
      of: 'a part of the condition',
      where: 'rule.all.0.phrase',
      field: 'rule',
      what: 'line 2, “?; case”: wrong',
    },
    { of: 'the condition', where: 'rule', field: 'rule', what: 'line 1, “all:”: wrong' },
    { of: 'the slug', where: 'slug', field: 'slug', what: 'wrong' },
    { of: 'anything else', where: 'colour', field: undefined, what: 'colour: wrong' },
  ])('what is wrong with $of is told at its field', ({ where, field, what }) => {
    const values = { ...group0, exclude: 'a\nb', rule: 'all:\n  ?; case' }
    expect(faultsOf(values, { where, what: 'wrong' })).toEqual([{ field, what }])
  })

  it('tells what it cannot read itself', () => {
    const values = {
      ...group0,
      'groups.1.name': 'U.S. ships',
      'groups.1.terms': 'boat; heavy',
      'groups.2.terms': 'tug',
      'groups.3.name': 'gone; whatever',
      'groups.3.terms': 'x; y',
      'groups.3.remove': 'yes',
      'keep.days': '3',
      'keep.always': 'yes',
    }
    expect(faultsOf(values).map(({ field }) => field)).toEqual([
      'groups.1.terms',
      'groups.2.name',
      'groups.1.name',
      'keep.always',
    ])
  })
})
