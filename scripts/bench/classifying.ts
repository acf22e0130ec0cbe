import { classify, nearMisses } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import type { Classifier } from '../../src/classify/rules.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { table } from './table.ts'

const SIZES = [10, 100, 1000]
const TERMS_PER_TOPIC = 30
/** What a year of news has, names included. */
const VOCABULARY = 200_000
const TEXTS = 200
const WORDS_PER_TEXT = 400
const ROUNDS = 7

/** Numbers that look like chance and are the same each time: Park and Miller's generator. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** A word of its own for each number, as long as words are. */
const word = (index: number, letter = 'w') =>
  `${letter}${index.toString(26)}${'aeiou'.charAt(index % 5)}`

/** Few words are frequent and most are rare, as in any language (Zipf). */
const frequent = (chance: number, letter?: string) => word(Math.floor(VOCABULARY ** chance), letter)

/** @param letter of another language than the topics', when given: nothing is found in it. */
function texts(letter?: string): string[] {
  const chance = chances(1)
  return Array.from({ length: TEXTS }, () =>
    Array.from({ length: WORDS_PER_TEXT }, () => frequent(chance(), letter)).join(' '),
  )
}

/** Rare words and pairs of less rare ones, as topics are made of. */
function topics(count: number): Topic[] {
  const chance = chances(2)
  const term = () =>
    chance() < 0.5
      ? word(Math.floor(VOCABULARY * chance()))
      : `${frequent(0.5 + chance() / 2)} ${frequent(0.5 + chance() / 2)}`
  return Array.from({ length: count }, (_, i) => ({
    slug: `topic-${i}`,
    title: 'Topic',
    description: 'For the bench',
    groups: { terms: { terms: Array.from({ length: TERMS_PER_TOPIC }, term) } },
  }))
}

const milliseconds = (work: () => void) => {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

const textOf = (content: string) => ({ title: '', summary: '', content, categories: [] })

/** How much was found in these texts, whether or not it was enough. */
const findsIn = (classifier: Classifier, contents: readonly string[]): number =>
  contents
    .map(textOf)
    .flatMap((text) => [...classify(classifier, text), ...nearMisses(classifier, text)])
    .reduce((sum, { evidence }) => sum + evidence.length, 0)

/** Files these texts; how many topics were found in them. */
const filed = (classifier: Classifier, contents: readonly string[]): number =>
  contents.reduce((found, content) => found + classify(classifier, textOf(content)).length, 0)

/** How long a text takes to be filed, by how many topics there are; and how long these take to be read. */
export function benchClassifying(): void {
  const [own, foreign] = [texts(), texts('z')]
  const classifiers = SIZES.map((count) => {
    const rules = topics(count)
    let classifier = compileTopics(rules)
    const compiling = milliseconds(() => {
      classifier = compileTopics(rules)
    })
    return { count, classifier, compiling, own: Infinity, foreign: Infinity, found: 0 }
  })
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of classifiers) {
      const { classifier } = one
      const took = milliseconds(() => (one.found = filed(classifier, own)))
      one.own = Math.min(one.own, took)
      one.foreign = Math.min(
        one.foreign,
        milliseconds(() => filed(classifier, foreign)),
      )
    }
  const [fewest = { own: 1, foreign: 1 }] = classifiers
  const perText = (time: number) => ((time / TEXTS) * 1000).toFixed(0)
  console.log(
    `\nClassifying: ${TEXTS} texts of ${WORDS_PER_TEXT} words, best of ${ROUNDS} rounds\n`,
  )
  console.log(
    table(
      [
        'topics',
        'terms',
        'topics a text',
        'finds',
        'µs a text',
        `times ${SIZES[0]}`,
        'of other words',
        `times ${SIZES[0]}`,
        'ms to compile',
      ],
      classifiers.map((one) => [
        one.count,
        one.count * TERMS_PER_TOPIC,
        (one.found / TEXTS).toFixed(1),
        (findsIn(one.classifier, own) / TEXTS).toFixed(1),
        perText(one.own),
        (one.own / fewest.own).toFixed(2),
        perText(one.foreign),
        (one.foreign / fewest.foreign).toFixed(2),
        one.compiling.toFixed(0),
      ]),
    ),
  )
}

if (import.meta.main) benchClassifying()
