import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNewsroom } from '../../scripts/newsroom-files.ts'
import { classify } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import { corpusText, hasCorpus } from './corpus.ts'
import { parseCsv } from '../../scripts/csv.ts'

interface Tally {
  right: number
  wrong: number
  missed: number
}

/** Scores per topic and source of labels; a blank label is unknown and not counted. */
async function tallies(): Promise<Map<string, Tally>> {
  const read = await readNewsroom(join(import.meta.dirname, '../../data'))
  if (read.kind === 'broken') throw new Error(JSON.stringify(read.problems))
  const classifier = compileTopics(read.newsroom.topics, read.newsroom.gazetteers)
  const found = new Map<string, Tally>()
  for (const row of parseCsv(corpusText('labelled.csv'))) {
    const { title = '', text: content = '', source } = row
    const matches = classify(classifier, { title, summary: '', content, categories: [] })
    const slugs = new Set(matches.map(({ slug }) => slug))
    for (const slug of ['defence', 'indo-pacific']) {
      const label = row[`label_${slug.replace('-', '_')}`]
      const tally = found.get(`${slug} ${source}`) ?? { right: 0, wrong: 0, missed: 0 }
      if (label === '1') tally[slugs.has(slug) ? 'right' : 'missed'] += 1
      if (label === '0' && slugs.has(slug)) tally.wrong += 1
      found.set(`${slug} ${source}`, tally)
    }
  }
  return found
}

describe.skipIf(!hasCorpus)('the first topics on texts that others have labelled', async () => {
  const found = hasCorpus ? await tallies() : new Map<string, Tally>()

  /** Floors well under what was measured: they catch a rule that broke, not a word that moved. */
  it.each([
    { of: 'indo-pacific Reuters-21578', precision: 0.9, recall: 0.87 },
    {
      of: 'defence NYT front page 1996-2006 (Boydstun, via RTextTools)',
      precision: 0.83,
      recall: 0.73,
    },
    { of: 'defence DVIDS scale (sanlee-ys/defense-news-classifier)', precision: 0.9, recall: 0.9 },
  ])('$of: precision at least $precision, recall at least $recall', ({ of, precision, recall }) => {
    const { right, wrong, missed } = found.get(of) ?? { right: 0, wrong: 0, missed: 0 }
    expect(right / (right + wrong)).toBeGreaterThan(precision)
    expect(right / (right + missed)).toBeGreaterThan(recall)
  })
})
