import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { labelledTexts } from '../../scripts/evaluate/labelled.ts'
import {
  count,
  emptyTally,
  f1,
  precision,
  recall,
  type Tally,
} from '../../scripts/evaluate/scores.ts'
import { readNewsroom } from '../../scripts/newsroom-files.ts'
import { classify } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import { corpusPath, hasCorpus } from './corpus.ts'

/** Scores per topic and source of labels, on the half that no rule was tuned on. */
async function tallies(): Promise<Map<string, Tally>> {
  const read = await readNewsroom(join(import.meta.dirname, '../../data'))
  if (read.kind === 'broken') throw new Error(JSON.stringify(read.problems))
  const { topics, gazetteers } = read.newsroom
  const classifier = compileTopics(topics, gazetteers)
  const found = new Map<string, Tally>()
  for (const { title, content, source, labels, half } of labelledTexts(
    corpusPath('labelled.csv'),
  )) {
    if (half === 'A') continue
    const matches = classify(classifier, { title, summary: '', content, categories: [] })
    const slugs = new Set(matches.map(({ slug }) => slug))
    for (const [slug, label] of labels) {
      const tally = found.get(`${slug} ${source}`) ?? emptyTally()
      count(tally, label, slugs.has(slug))
      found.set(`${slug} ${source}`, tally)
    }
  }
  return found
}

describe.skipIf(!hasCorpus)('the first topics on texts that others have labelled', async () => {
  const found = hasCorpus ? await tallies() : new Map<string, Tally>()

  it.each([
    { of: 'indo-pacific Reuters-21578', atLeast: 0.93 },
    { of: 'defence NYT front page 1996-2006 (Boydstun, via RTextTools)', atLeast: 0.78 },
  ])('$of: F1 of at least $atLeast, as was asked', ({ of, atLeast }) => {
    expect(f1(found.get(of) ?? emptyTally())).toBeGreaterThanOrEqual(atLeast)
  })

  /** Floors well under what was measured: they catch a rule that broke, not a word that moved. */
  it.each([
    { of: 'indo-pacific Reuters-21578', p: 0.9, r: 0.92 },
    { of: 'defence NYT front page 1996-2006 (Boydstun, via RTextTools)', p: 0.85, r: 0.73 },
    { of: 'defence DVIDS scale (sanlee-ys/defense-news-classifier)', p: 0.9, r: 0.9 },
  ])('$of: precision at least $p, recall at least $r', ({ of, p, r }) => {
    const tally = found.get(of) ?? emptyTally()
    expect(precision(tally)).toBeGreaterThan(p)
    expect(recall(tally)).toBeGreaterThan(r)
  })
})
