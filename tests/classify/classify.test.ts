import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify, nearMisses } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import { type ClassifiableText, fieldText } from '../../src/classify/fields.ts'
import type { Topic } from '../../src/domain/topic.ts'
import type { TopicTerm } from '../../src/domain/topic-terms.ts'

const topic = (terms: (string | TopicTerm)[], more: Partial<Topic> = {}): Topic => ({
  slug: 'topic',
  title: 'Topic',
  description: 'For tests',
  groups: { terms: { terms } },
  ...more,
})

const text = (parts: Partial<ClassifiableText>): ClassifiableText => ({
  title: '',
  summary: '',
  content: '',
  categories: [],
  ...parts,
})

/** What was found of a topic, each find counting one, wherever it stands. */
function quotes(rule: Topic, entry: Partial<ClassifiableText>): string[] {
  const [match] = classify(compileTopics([{ ...rule, threshold: 0.001 }]), text(entry))
  return match?.evidence.map(({ quote }) => quote) ?? []
}

describe('a term is found', () => {
  it.each([
    {
      term: 'submarine',
      title: 'Submarine surfaces',
      finds: ['Submarine'],
      because: 'in any case',
    },
    { term: 'submarine', title: 'Two submarines', finds: ['submarines'], because: 'in the plural' },
    { term: 'navy', title: 'The navies met', finds: ['navies'], because: 'plural of -y' },
    { term: 'Japan', title: "Japan's plan", finds: ['Japan'], because: 'in the possessive' },
    {
      term: 'defence',
      title: 'Defense budget',
      finds: ['Defense'],
      because: 'in American spelling',
    },
    { term: 'harbor', title: 'Harbours', finds: ['Harbours'], because: 'in British spelling' },
    {
      term: 'organization',
      title: 'organisations',
      finds: ['organisations'],
      because: '-is- for -iz-',
    },
    {
      term: 'Indo-Pacific',
      title: 'The Indo Pacific',
      finds: ['Indo Pacific'],
      because: 'no hyphen',
    },
    { term: 'sea lane', title: 'sea-lanes', finds: ['sea-lanes'], because: 'with a hyphen' },
    { term: 'Noumea', title: 'À Nouméa', finds: ['Nouméa'], because: 'with its accent' },
    {
      term: 'La Pérouse',
      title: 'La Perouse',
      finds: ['La Perouse'],
      because: 'without its accent',
    },
    {
      term: "People's Liberation Army",
      title: 'People’s Liberation Army',
      finds: ['People’s Liberation Army'],
      because: 'with a curly apostrophe',
    },
    { term: 'US Navy', title: 'A U.S. Navy ship', finds: ['U.S. Navy'], because: 'with dots' },
    { term: '防衛', title: '日本の防衛省は', finds: ['防衛'], because: 'within Japanese' },
    {
      term: 'インド太平洋',
      title: '自由で開かれたインド太平洋',
      finds: ['インド太平洋'],
      because: 'in kana and kanji',
    },
    { term: '国防', title: '中国国防部', finds: ['国防'], because: 'within Chinese' },
    { term: '해군', title: '해군은 훈련', finds: ['해군'], because: 'with a Korean particle' },
    { term: 'กองทัพเรือ', title: 'ผู้บัญชาการกองทัพเรือไทย', finds: ['กองทัพเรือ'], because: 'within Thai' },
    { term: 'C++', title: 'C++ and C', finds: ['C++'], because: 'with its marks' },
  ])('"$term" in "$title": $because', ({ term, title, finds }) => {
    expect(quotes(topic([term]), { title })).toEqual(finds)
  })

  it.each([
    { term: 'sea', title: 'Seattle and overseas', because: 'part of a word is not the word' },
    { term: 'defence lawyer', title: 'defence, lawyer', because: 'a comma parts them' },
    { term: 'defence lawyer', title: 'defence\n\nlawyer', because: 'a paragraph parts them' },
    { term: 'China Sea', title: 'China and sea', because: 'a word between parts them' },
    { term: 'か', title: 'が', because: 'to a kana its voicing mark is no accent' },
    { term: 'ト', title: 'ド', because: 'the same in katakana' },
    { term: '日本', title: '日 本', because: 'a gap is no part of Japanese words' },
  ])('but not "$term" in "$title": $because', ({ term, title }) => {
    expect(quotes(topic([term]), { title })).toEqual([])
  })

  it.each([
    { term: { term: 'SEA', case: true }, title: 'SEA leaders at sea', finds: ['SEA'] },
    { term: { term: 'US', case: true }, title: 'US tells us', finds: ['US'] },
    { term: { term: 'US', case: true }, title: 'the U.S. tells us', finds: ['U.S.'] },
    { term: { term: 'US', case: true }, title: 'WHAT BANKS TELL US TODAY', finds: [] },
    { term: { term: 'AUKUS', case: true }, title: 'AUKUS', finds: ['AUKUS'] },
    { term: { term: 'Marines', exact: true }, title: 'a marine, two Marines', finds: ['Marines'] },
    { term: { term: 'Defense News', exact: true }, title: 'Defence News', finds: [] },
    { term: { term: 'Japan', aliases: ['Tokyo'] }, title: 'Tokyo says', finds: ['Tokyo'] },
  ])('$term in "$title": $finds', ({ term, title, finds }) => {
    expect(quotes(topic([term]), { title })).toEqual(finds)
  })

  it.each([
    { language: 'ja', finds: ['南海'] },
    { language: 'zh-TW', finds: [] },
    { language: undefined, finds: ['南海'] },
  ])('a Japanese term in an entry of language $language: $finds', ({ language, finds }) => {
    const entry = { title: '南海', ...(language && { language }) }
    expect(quotes(topic([{ term: '南海', language: 'ja' }]), entry)).toEqual(finds)
  })

  it('what a group says holds for its terms, unless one says otherwise', () => {
    const groups = {
      ranks: {
        case: true,
        weight: 0.5,
        terms: ['General', { term: 'admiral', case: false, weight: 2 }],
      },
    }
    const [match] = classify(
      compileTopics([topic([], { groups, threshold: 0.1 })]),
      text({ title: 'General meets Admiral in general' }),
    )
    expect(match?.evidence.map(({ quote, weight }) => [quote, weight])).toEqual([
      ['General', 1.5],
      ['Admiral', 6],
    ])
  })
})

describe('the longest phrase takes the words, an excluded one without counting', () => {
  it.each([
    { title: 'A defence lawyer spoke', finds: [] },
    { title: 'Defense Lawyers spoke', finds: [] },
    { title: 'self-defence class', finds: [] },
    { title: 'Self-Defense Forces', finds: ['Self-Defense Forces'] },
    { title: 'Missile defence', finds: ['Missile defence'] },
    { title: 'civil defence, defence lawyer', finds: ['defence'] },
    { title: 'at 9 Pacific time', finds: [] },
    { title: 'the Pacific', finds: ['Pacific'] },
    { title: 'the Indo-Pacific time and again', finds: ['Indo-Pacific'] },
    { title: 'the South China Sea', finds: ['South China Sea'] },
    { title: 'China and the South China Sea', finds: ['China', 'South China Sea'] },
  ])('$title: $finds', ({ title, finds }) => {
    const rule = topic(
      [
        'defence',
        'missile defence',
        'Self-Defense Forces',
        'Pacific',
        'Indo-Pacific',
        'China',
        'South China Sea',
      ],
      { exclude: ['defence lawyer', 'self-defence', 'Pacific time'] },
    )
    expect(quotes(rule, { title })).toEqual(finds)
  })

  it('does not let the phrase of one topic take the words of another', () => {
    const classifier = compileTopics([
      topic(['South China Sea'], { slug: 'seas' }),
      topic(['China'], { slug: 'china' }),
      topic(['sea'], { slug: 'sea', exclude: ['China Sea'] }),
    ])
    const matches = classify(classifier, text({ title: 'South China Sea' }))
    expect(matches.map(({ slug }) => slug)).toEqual(['china', 'seas'])
  })
})

describe('a topic matches from its threshold on', () => {
  const rule = topic(['frigate', 'navy'], { categories: ['Armed forces'] })
  it.each([
    { entry: { title: 'Frigate' }, matches: true, because: 'a title is enough' },
    { entry: { summary: 'A frigate' }, matches: false, because: 'one find in a summary is not' },
    { entry: { summary: 'A navy frigate' }, matches: true, because: 'two are' },
    {
      entry: { summary: '-', content: 'A navy frigate' },
      matches: false,
      because: 'content counts less',
    },
    {
      entry: { content: 'A navy frigate' },
      matches: true,
      because: 'its opening stands in for a summary',
    },
    {
      entry: { summary: '-', content: 'frigate frigate navy' },
      matches: true,
      because: 'finds add up',
    },
    {
      entry: { summary: '-', content: 'navy '.repeat(9) },
      matches: true,
      because: 'of one term, three count',
    },
    { entry: { categories: ['armed-forces'] }, matches: true, because: 'a category that counts' },
    {
      entry: { categories: ['Armed forces day'] },
      matches: false,
      because: 'which is compared whole',
    },
    { entry: { categories: ['Navy news'] }, matches: true, because: 'a term within a category' },
    { entry: { categories: ['Armed', 'forces'] }, matches: false, because: 'two are not one' },
    {
      entry: { url: 'https://example.org/navy-frigate' },
      matches: false,
      because: 'a URL says little',
    },
    { entry: {}, matches: false, because: 'nothing says nothing' },
  ])('$entry: $because', ({ entry, matches }) => {
    expect(classify(compileTopics([rule]), text(entry)).length > 0).toBe(matches)
  })

  it('by weights of its own, some of them against it', () => {
    const own = topic(['navy', { term: 'blue', weight: -1 }], {
      weights: { title: 1, content: 0 },
      threshold: 1,
    })
    const classifier = compileTopics([own])
    expect(classify(classifier, text({ title: 'navy' }))).toHaveLength(1)
    expect(classify(classifier, text({ title: 'navy, blue' }))).toHaveLength(0)
  })

  it('and is a near miss below, with what is missing', () => {
    const classifier = compileTopics([rule, topic(['frigate'], { slug: 'other', threshold: 9 })])
    const near = nearMisses(classifier, text({ summary: 'A frigate' }))
    expect(near.map(({ slug, missing }) => [slug, missing])).toEqual([
      ['topic', ['a score of 3: what was found adds up to 2']],
      ['other', ['a score of 9: what was found adds up to 2']],
    ])
  })
})

describe('evidence', () => {
  it('names the field, the term as the rule has it, and the words as the text has them', () => {
    const rule = topic([{ term: 'Japan', aliases: ['Tokyo'] }, 'defence'], { categories: ['Asia'] })
    const entry = text({
      title: 'Talks in Tokyo',
      content: 'On Defense.',
      categories: ['News', 'ASIA'],
      url: 'https://example.org/japan',
    })
    expect(classify(compileTopics([rule]), entry)).toEqual([
      {
        slug: 'topic',
        evidence: [
          { rule: 'terms', field: 'title', term: 'Japan', quote: 'Tokyo', offset: 9, weight: 3 },
          {
            rule: 'terms',
            field: 'content',
            term: 'defence',
            quote: 'Defense',
            offset: 3,
            weight: 2,
          },
          { rule: 'terms', field: 'url', term: 'Japan', quote: 'japan', offset: 20, weight: 1 },
          {
            rule: 'categories',
            field: 'category',
            term: 'Asia',
            quote: 'ASIA',
            offset: 6,
            weight: 3,
          },
        ],
      },
    ])
  })

  const words = fc.constantFrom(
    'Tokyo',
    'tokyo',
    "Japan's",
    'défense',
    'SELF-DEFENCE',
    'forces',
    '自衛隊',
    'ｼﾞｴｲﾀｲ',
    'ジエイタイ',
    'U.S.',
    'Navy',
    'navies',
    '\u00AD',
    '’',
    '¶',
    '\n\n',
    '🚢',
    'ﬁ',
    'İ',
    'ß',
    '한국',
    'กองทัพ',
    '.',
    ',',
  )
  const prose = fc
    .array(
      fc.tuple(fc.oneof(words, fc.string({ unit: 'grapheme' })), fc.constantFrom('', ' ', '-')),
    )
    .map((parts) => parts.flat().join(''))

  it('quotes what stands at its offset, whatever the text', () => {
    const rule = topic(
      [
        'Tokyo',
        'Japan',
        'defence',
        'Self-Defence Forces',
        '自衛隊',
        'ジエイタイ',
        'US Navy',
        'navy',
        '한국',
        'กองทัพ',
        'ship',
      ],
      { categories: ['Navy'], exclude: ['self-defence'], threshold: 0.001, repeats: 20 },
    )
    const classifier = compileTopics([rule])
    fc.assert(
      fc.property(prose, prose, prose, fc.array(prose), (title, summary, content, categories) => {
        const entry = text({ title, summary, content, categories })
        for (const { evidence } of classify(classifier, entry))
          for (const { field, quote, offset } of evidence) {
            expect(quote).not.toBe('')
            expect(fieldText(entry, field).slice(offset, offset + quote.length)).toBe(quote)
            // Nothing around the quote was needed to find it.
            expect(quotes(rule, { title: quote })).toEqual([quote])
          }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the cost of a text', () => {
  it('is that of the text: a thousand topics are asked at once', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      topic([`term${index}`, `phrase ${index} of it`], { slug: `topic-${index}` }),
    )
    const matches = classify(compileTopics(many), text({ title: 'Of term7 and phrase 999 of it' }))
    expect(matches.map(({ slug }) => slug)).toEqual(['topic-7', 'topic-999'])
  })

  it('stays bounded where a phrase begins over and over', () => {
    const rule = topic([`${'a '.repeat(40)}b`])
    expect(quotes(rule, { content: 'a '.repeat(100_000) })).toEqual([])
  })
})
