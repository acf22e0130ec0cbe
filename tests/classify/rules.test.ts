import { describe, expect, it } from 'vitest'
import { classify, nearMisses } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import type { ClassifiableText } from '../../src/classify/fields.ts'
import { ruleDigest } from '../../src/classify/rule-digest.ts'
import type { Gazetteer } from '../../src/domain/gazetteer.ts'
import type { Topic } from '../../src/domain/topic.ts'
import type { Condition } from '../../src/domain/topic-condition.ts'
import type { TermGroup } from '../../src/domain/topic-terms.ts'

const topic = (more: Partial<Topic>): Topic => ({
  slug: 'topic',
  title: 'Topic',
  description: 'For tests',
  groups: {},
  threshold: 0.001,
  ...more,
})

const text = (parts: Partial<ClassifiableText>): ClassifiableText => ({
  title: '',
  summary: '',
  content: '',
  categories: [],
  ...parts,
})

/** What was found of a topic; undefined when the entry does not belong to it. */
function quotes(
  rule: Topic,
  entry: Partial<ClassifiableText>,
  gazetteers: Gazetteer[] = [],
): string[] | undefined {
  const [match] = classify(compileTopics([rule], gazetteers), text(entry))
  return match?.evidence.map(({ quote }) => quote)
}

const group = (terms: TermGroup) => topic({ groups: { group: terms } })

describe('a term counts only where its context allows it', () => {
  const defence = group({
    terms: [{ term: 'defence', unless: ['court', 'trial'] }, 'defence minister'],
  })
  it.each([
    { title: 'Defence spending rises', finds: ['Defence'] },
    { title: 'The court heard the defence', finds: undefined },
    { title: 'The defence rested; the trials go on', finds: undefined },
    { title: `The court ${'and so on '.repeat(4)} defence`, finds: ['defence'] },
    { title: 'In court, the defence minister', finds: ['defence minister'] },
    { title: 'Court.\n\nDefence.', finds: undefined },
  ])('"defence" unless near a court: $title', ({ title, finds }) => {
    expect(quotes(defence, { title })).toEqual(finds)
  })

  it('and what it does not count there, no shorter term counts either', () => {
    const yen = group({
      terms: [{ term: 'Australian dollar', unless: ['eurobond'] }, 'Australian'],
    })
    expect(quotes(yen, { title: 'An Australian dollar eurobond' })).toBeUndefined()
    expect(quotes(yen, { title: 'The Australian dollar rose' })).toEqual(['Australian dollar'])
  })

  const georgia = group({ terms: ['Georgia'], near: ['Tbilisi', 'Abkhazia'] })
  it.each([
    { title: 'Georgia votes in Tbilisi', finds: ['Georgia'] },
    { title: 'Georgia votes in Atlanta', finds: undefined },
    { title: 'Georgia votes', content: 'In Tbilisi', finds: undefined },
  ])('"Georgia" only near Tbilisi: $title', ({ finds, ...entry }) => {
    expect(quotes(georgia, entry)).toEqual(finds)
  })
})

describe('a term counts only in its fields', () => {
  const rule = group({ terms: ['army'], fields: ['title', 'summary'] })
  it.each([
    { entry: { title: 'Army' }, finds: ['Army'] },
    { entry: { summary: 'Army' }, finds: ['Army'] },
    { entry: { content: 'Army' }, finds: ['Army'], because: 'its opening stands in for a summary' },
    { entry: { summary: '-', content: 'Army' }, finds: undefined },
    { entry: { url: 'https://example.org/army' }, finds: undefined },
    { entry: { categories: ['Army'] }, finds: undefined },
  ])('title and summary: $entry', ({ entry, finds }) => {
    expect(quotes(rule, entry)).toEqual(finds)
  })
})

describe('a verb is found however it is inflected', () => {
  it.each([
    { term: 'deploy', title: 'deploys deployed deploying', finds: 3 },
    { term: 'invade', title: 'invades invaded invading', finds: 3 },
    { term: 'ship', title: 'ships shipped shipping', finds: 3 },
    { term: 'carry', title: 'carries carried carrying', finds: 3 },
    { term: 'open fire', title: 'opened fire, opening fire, opens fire', finds: 3 },
    { term: 'demilitarise', title: 'demilitarized demilitarising', finds: 2 },
    { term: 'train', title: 'a plain of trainers', finds: 0 },
  ])('$term in "$title"', ({ term, title, finds }) => {
    const rule = { ...group({ terms: [{ term, verb: true }] }), repeats: 9 }
    expect(quotes(rule, { title }) ?? []).toHaveLength(finds)
  })

  it('and not where nobody said that it is one', () => {
    expect(quotes(group({ terms: ['train'] }), { title: 'A training' })).toBeUndefined()
  })
})

describe('where an entry comes from', () => {
  const rule = topic({
    groups: { words: { terms: ['exercise'] } },
    sources: { count: ['ministry'], never: ['gym'] },
    threshold: 3,
  })
  it.each([
    { source: 'ministry', title: 'Weekly briefing', finds: ['ministry'] },
    { source: 'other', title: 'Weekly briefing', finds: undefined },
    { source: 'gym', title: 'Exercise', finds: undefined },
    { source: undefined, title: 'Exercise', finds: ['Exercise'] },
  ])('$source: $title', ({ source, title, finds }) => {
    expect(quotes(rule, { title, ...(source && { source }) })).toEqual(finds)
  })

  it('is told when it is what is missing', () => {
    const [near] = nearMisses(compileTopics([rule]), text({ title: 'Exercise', source: 'gym' }))
    expect(near?.missing).toEqual(['another source: entries of "gym" never belong'])
  })
})

describe('places of a gazetteer', () => {
  const seas: Gazetteer = {
    slug: 'asia',
    title: 'Asia',
    places: [
      {
        name: 'Japan',
        kind: 'country',
        capital: 'Tokyo',
        demonyms: ['Japanese'],
        within: ['Osaka'],
        aliases: ['Nippon'],
        names: { ja: ['日本'], ko: ['일본'] },
      },
      { name: 'Sulu Sea', kind: 'sea', weight: 2 },
      { name: 'QUAD', kind: 'body', case: true },
    ],
  }
  const all = group({ gazetteer: 'asia' })

  it.each([
    { title: 'Tokyo, Osaka, the Japanese, Nippon', finds: ['Tokyo', 'Osaka', 'Japanese'] },
    { title: '日本', language: 'ja', finds: ['日本'] },
    { title: '日本', language: 'zh', finds: undefined },
    { title: 'QUAD and quad', finds: ['QUAD'] },
  ])('are terms: $title', ({ finds, ...entry }) => {
    expect(quotes(all, entry, [seas])).toEqual(finds)
  })

  it('are called by their name, and weigh what they or their group say', () => {
    const rule = group({ gazetteer: 'asia', weight: 0.5 })
    const [match] = classify(compileTopics([rule], [seas]), text({ title: 'Osaka, Sulu Sea' }))
    expect(match?.evidence.map(({ rule: of, term, weight }) => [of, term, weight])).toEqual([
      ['group', 'Japan', 1.5],
      ['group', 'Sulu Sea', 6],
    ])
  })

  it('are those of some kinds, where a group says so', () => {
    const rule = group({ gazetteer: 'asia', kinds: ['sea'] })
    expect(quotes(rule, { title: 'Japan and the Sulu Sea' }, [seas])).toEqual(['Sulu Sea'])
  })

  it('change what a topic is filed by, as its rule does and its title does not', () => {
    const digests = [
      ruleDigest(all, [seas]),
      ruleDigest({ ...all, threshold: 2 }, [seas]),
      ruleDigest(all, [{ ...seas, places: [] }]),
      ruleDigest(all, []),
    ]
    expect(new Set(digests).size).toBe(4)
    expect(ruleDigest({ ...all, title: 'Other', description: 'Other' }, [seas])).toBe(digests[0])
    expect(ruleDigest(all, [seas, { ...seas, slug: 'other' }])).toBe(digests[0])
  })
})

describe('a plain rule of all, any and none', () => {
  const ships: Condition = { any: ['frigate', { prefix: 'submarin' }] }
  it.each<{ rule: Condition; title: string; finds: string[] | undefined }>([
    { rule: 'frigate', title: 'Two frigates', finds: ['frigates'] },
    { rule: ships, title: 'Submariners', finds: ['Submariners'] },
    { rule: ships, title: 'A minesubmarine', finds: undefined },
    { rule: { all: [ships, 'sea'] }, title: 'A frigate at sea', finds: ['frigate', 'sea'] },
    { rule: { all: [ships, 'sea'] }, title: 'A frigate', finds: undefined },
    { rule: { all: [ships, { none: ['film'] }] }, title: 'A frigate', finds: ['frigate'] },
    { rule: { all: [ships, { none: ['film'] }] }, title: 'Frigate, the film', finds: undefined },
    { rule: { phrase: 'US', case: true }, title: 'tell us', finds: undefined },
    { rule: { phrase: 'deploy', verb: true }, title: 'Deployed', finds: ['Deployed'] },
    { rule: { prefix: 'défen' }, title: 'La DEFENSE', finds: ['DEFENSE'] },
    { rule: { phrase: 'sea', fields: ['url'] }, title: 'The sea', finds: undefined },
    {
      rule: { all: [{ prefix: 'sea' }, { prefix: 'se' }] },
      title: 'Seas',
      finds: ['Seas', 'Seas'],
    },
  ])('$rule: $title', ({ rule, title, finds }) => {
    expect(quotes(topic({ rule }), { title })).toEqual(finds)
  })

  it('does not see what an excluded phrase takes', () => {
    const rule = topic({ rule: 'defence', exclude: ['defence lawyer'] })
    expect(quotes(rule, { title: 'A defence lawyer' })).toBeUndefined()
    expect(quotes(rule, { title: 'A defence lawyer in defence' })).toEqual(['defence'])
  })

  it('must hold beside the score, where there is one', () => {
    const rule = topic({
      groups: { words: { terms: ['navy'] } },
      rule: { none: ['Old Navy'] },
      threshold: 3,
    })
    expect(quotes(rule, { title: 'The navy' })).toEqual(['navy'])
    expect(quotes(rule, { title: 'The navy and Old Navy' })).toBeUndefined()
    expect(quotes(rule, { content: 'A word' })).toBeUndefined()
  })

  it('tells what is missing', () => {
    const rule = topic({
      rule: { all: [ships, { phrase: 'sea', fields: ['title'] }, { none: ['film', 'novel'] }] },
    })
    const [near] = nearMisses(compileTopics([rule]), text({ title: 'The film of a frigate' }))
    expect(near).toEqual({
      slug: 'topic',
      missing: ['"sea" in title', 'the absence of "film"'],
      evidence: [
        { rule: 'rule', field: 'title', term: 'frigate', quote: 'frigate', offset: 14, weight: 0 },
      ],
    })
  })

  it('is made of words, never of patterns', () => {
    const title = `${'a'.repeat(5000)}!`
    expect(quotes(topic({ rule: '(a+)+$' }), { title })).toBeUndefined()
    expect(quotes(topic({ rule: 'f.*e' }), { title: 'frigate' })).toBeUndefined()
  })
})

describe('a text that is all terms and contexts', () => {
  const times = 100_000
  const rule = topic({
    groups: { group: { terms: ['defence'], unless: ['court'] } },
    rule: { any: ['war', { prefix: 'wa' }] },
    exclude: ['war chest'],
  })
  it.each([
    { content: 'court defence war '.repeat(times), finds: undefined },
    { content: 'defence war war chest '.repeat(times), finds: 9 },
  ])(
    'is looked through once, and its evidence is as short as of any other',
    ({ content, finds }) => {
      expect(quotes(rule, { content })?.length).toBe(finds)
    },
  )
})
