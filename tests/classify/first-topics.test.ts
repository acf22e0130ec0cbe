import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNewsroom } from '../../scripts/newsroom-files.ts'
import { classify } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import type { ClassifiableText } from '../../src/classify/fields.ts'

const read = await readNewsroom(join(import.meta.dirname, '../../data'))
if (read.kind === 'broken') throw new Error(JSON.stringify(read.problems))
const { topics, gazetteers, entries } = read.newsroom
const classifier = compileTopics(topics, gazetteers)

const topicsOf = (entry: Partial<ClassifiableText>) =>
  classify(classifier, { title: '', summary: '', content: '', categories: [], ...entry }).map(
    ({ slug }) => slug,
  )

describe('the first newsroom files an entry under', () => {
  it.each([
    { title: 'Defence ministers meet in Brussels', topics: ['defence'] },
    { title: 'Defense secretary visits troops in Poland', topics: ['defence'] },
    { title: 'NATO members agree spending target', topics: ['defence'] },
    { title: 'HMS Prince of Wales sails for the Mediterranean', topics: ['defence'] },
    { title: 'Missile defence test over the Atlantic succeeds', topics: ['defence'] },
    { title: 'Soldiers lay down weapons', topics: ['defence'] },
    { title: 'Troops deploying to the border', topics: ['defence'] },
    { title: 'Japan and the Philippines sign trade pact', topics: ['indo-pacific'] },
    { title: "Tuvalu's king tides", topics: ['indo-pacific'] },
    { title: 'Shipping slows in the Strait of Malacca', topics: ['indo-pacific'] },
    { title: 'The Quad meets in New York', topics: ['indo-pacific'] },
    { title: 'ASEAN leaders gather', topics: ['indo-pacific'] },
    { title: 'Élections à Nouméa', topics: ['indo-pacific'] },
    { title: 'NZ budget due on Thursday', topics: ['indo-pacific'] },
    { title: 'Australian navy orders frigates from Japan', topics: ['defence', 'indo-pacific'] },
    { title: 'AUKUS submarines delayed', topics: ['defence', 'indo-pacific'] },
    { title: 'PLA aircraft cross Taiwan Strait', topics: ['defence', 'indo-pacific'] },
    { title: "Japan's Self-Defense Forces drill", topics: ['defence', 'indo-pacific'] },
    { title: '海上自衛隊と豪州海軍が共同訓練', topics: ['defence', 'indo-pacific'] },
    { title: '自由で開かれたインド太平洋', topics: ['indo-pacific'] },
    { title: '防衛省、来年度予算を要求', topics: ['defence'] },
    { title: '解放军在台海演习', topics: ['defence', 'indo-pacific'] },
    { title: '해군, 인도태평양에서 연합훈련', topics: ['defence', 'indo-pacific'] },
    {
      title: 'News',
      categories: ['Armed Forces', 'Asia Pacific'],
      topics: ['defence', 'indo-pacific'],
    },
  ])('$topics: $title', ({ topics: expected, ...entry }) => {
    expect(topicsOf(entry)).toEqual(expected)
  })

  it.each([
    { title: 'Defence lawyer questions witness', because: 'the defence of a court' },
    { title: 'Jury hears the defence in a murder trial', because: 'a court near it' },
    { title: 'Self-defence class opens in Leeds', because: 'the defence of a person' },
    { title: 'Bears sign a new offensive coordinator', because: 'the offensive of a team' },
    { title: 'Kick-off is at 9pm Pacific time', because: 'a time zone' },
    { title: 'Price war among supermarkets', because: 'the war of shops' },
    { title: 'Attorney general resigns', because: 'the general of no army' },
    { title: 'Indian summer in Scotland', because: 'weather' },
    { title: 'Grandmother’s fine china sold at auction', because: 'porcelain' },
    { title: 'SHARES FALL AS BANKS TELL US OF LOSSES', because: 'capitals in a headline' },
    { title: 'Bake sale raises hundreds', because: 'nothing of either' },
  ])('neither: $title ($because)', ({ title }) => {
    expect(topicsOf({ title })).toEqual([])
  })

  it.each(entries)(
    'both, for its own entry $slug',
    ({ title, summary = '', markdown, categories }) => {
      const own = { title, summary, content: markdown }
      expect(topicsOf(own)).toEqual(['defence', 'indo-pacific'])
      const terms = categories?.map(({ term }) => term) ?? []
      expect(topicsOf({ ...own, categories: terms })).toEqual(['defence', 'indo-pacific'])
    },
  )
})
