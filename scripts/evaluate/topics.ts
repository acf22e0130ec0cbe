import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { classify, nearMisses } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile.ts'
import type { Classifier } from '../../src/classify/rules.ts'
import type { Evidence } from '../../src/domain/topic.ts'
import { table } from '../bench/table.ts'
import { newsroomFrom } from '../put-newsroom.ts'
import { Refusal, ROOT } from '../settings.ts'
import { type LabelledText, labelledTexts } from './labelled.ts'
import { featuresOf, heaviest, judge, type LinearModel, train } from './linear-model.ts'
import { count, emptyTally, f1, precision, recall, shown, type Tally } from './scores.ts'

const CORPUS = join(ROOT, '../shared/corpus/labelled.csv')

/** Of each topic, so many texts it wrongly has and wrongly lacks are shown. */
const WORST = 8

/** A model needs examples of both kinds before it can be compared with anything. */
const MIN_EXAMPLES = 50

/** A labelled text with what the rules say of it. */
interface Judged {
  text: LabelledText
  label: boolean
  said: boolean
  score: number
  evidence: Evidence[]
}

const sum = (evidence: readonly Evidence[]) =>
  evidence.reduce((total, { weight }) => total + weight, 0)

function judged(rules: Classifier, slug: string, texts: readonly LabelledText[]): Judged[] {
  return texts.flatMap((text) => {
    const label = text.labels.get(slug)
    if (label === undefined) return []
    const { title, content } = text
    const said = { title, summary: '', content, categories: [] }
    const match = classify(rules, said).find((topic) => topic.slug === slug)
    const near = match ?? nearMisses(rules, said).find((topic) => topic.slug === slug)
    const evidence = near?.evidence ?? []
    return [{ text, label, said: match !== undefined, score: sum(evidence), evidence }]
  })
}

function tallyOf(rows: readonly Judged[], said: (row: Judged) => boolean): Tally {
  const tally = emptyTally()
  for (const row of rows) count(tally, row.label, said(row))
  return tally
}

const scoresOf = (tally: Tally) => [precision(tally), recall(tally), f1(tally)].map(shown)

function perSource(slug: string, rows: readonly Judged[]): (string | number)[][] {
  const bySource = Map.groupBy(rows, ({ text }) => text.source)
  return [...bySource]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, some]) => {
      const halves = (['A', 'B'] as const).map((half) =>
        tallyOf(
          some.filter(({ text }) => text.half === half),
          ({ said }) => said,
        ),
      )
      const positive = some.filter(({ label }) => label).length
      return [`${slug}: ${source}`, some.length, positive, ...halves.flatMap(scoresOf)]
    })
}

const words = (evidence: readonly Evidence[]) =>
  evidence
    .slice(0, 6)
    .map(({ quote, weight }) => `${quote} ${weight}`)
    .join(', ')

function printWorst(slug: string, rows: readonly Judged[]): void {
  const wrong = rows.filter(({ said, label }) => said && !label)
  const missed = rows.filter(({ said, label }) => !said && label)
  const print = (what: string, some: readonly Judged[]) => {
    console.log(`\n${slug}: ${what} (${some.length})\n`)
    for (const { text, score, evidence } of some.slice(0, WORST))
      console.log(
        `  ${score.toFixed(1).padStart(5)}  ${text.half}  ${text.title.slice(0, 90)} [${text.why}] ${words(evidence)}`,
      )
  }
  print(
    'the worst it has and should not',
    wrong.toSorted((a, b) => b.score - a.score),
  )
  print(
    'the worst it lacks',
    missed.toSorted((a, b) => a.score - b.score),
  )
}

/** Neighbours in the file are alike; a model that reads them in a row forgets the others. */
const shuffled = (rows: readonly Judged[]) =>
  rows.toSorted((a, b) => (shuffleKey(a) < shuffleKey(b) ? -1 : 1))
const shuffleKey = ({ text }: Judged) => createHash('sha256').update(text.title).digest('hex')

/** How sure a rule is of itself where a model stands beside it: 19 to 1. */
const PRIOR = 3

const alone = (): number => 0
const besideRules = ({ said }: Judged): number => (said ? PRIOR : -PRIOR)

/** A model of what is left to say when this much is known before. */
function trained(rows: readonly Judged[], prior: (row: Judged) => number) {
  const model: LinearModel = train(
    shuffled(rows).map((row) => ({
      features: featuresOf(row.text),
      label: row.label,
      prior: prior(row),
    })),
  )
  const says = (row: Judged) => judge(model, featuresOf(row.text)) + prior(row) > 0
  return { model, says }
}

/** What a model trained on half A brings on half B, alone and beside the rules. */
function modelScores(slug: string, source: string, rows: readonly Judged[]) {
  const [a, b] = (['A', 'B'] as const).map((half) => rows.filter(({ text }) => text.half === half))
  const positive = (some: readonly Judged[] = []) => some.filter(({ label }) => label).length
  const tooFew = (some: readonly Judged[] = []) =>
    Math.min(positive(some), some.length - positive(some)) < MIN_EXAMPLES
  if (!a || !b || tooFew(a) || tooFew(b)) return []
  const byItself = trained(a, alone)
  const beside = trained(a, besideRules)
  console.log(`\n${slug}: a model of ${source} goes by ${heaviest(byItself.model, 15).join(', ')}`)
  return [
    { by: 'rules', tally: tallyOf(b, ({ said }) => said) },
    { by: 'model', tally: tallyOf(b, byItself.says) },
    { by: 'both', tally: tallyOf(b, beside.says) },
  ].map(({ by, tally }) => [`${slug}: ${source}`, by, ...scoresOf(tally)])
}

/**
 * Scores the topics of a newsroom on labelled texts, per source of labels, with the worst mistakes.
 *
 * @param path of a CSV file as `labelled.ts` reads it.
 */
export async function evaluateTopics(path = CORPUS): Promise<void> {
  if (!existsSync(path)) {
    if (path !== CORPUS) throw new Refusal(`There is no file ${path}.`)
    console.log('Topics: no labelled texts lie beside the checkout; name a CSV file to score them.')
    return
  }
  const { topics, gazetteers } = await newsroomFrom(process.env['DATA_DIR'] || join(ROOT, 'data'))
  const rules = compileTopics(topics, gazetteers)
  const texts = labelledTexts(path)
  const byTopic = topics.map(({ slug }) => ({ slug, rows: judged(rules, slug, texts) }))

  console.log('\nTopics on labelled texts, by who has labelled them and by half\n')
  const head = ['labels', 'texts', 'yes', 'A: prec', 'recall', 'F1', 'B: prec', 'recall', 'F1']
  console.log(
    table(
      head,
      byTopic.flatMap(({ slug, rows }) => perSource(slug, rows)),
    ),
  )
  const models = byTopic.flatMap(({ slug, rows }) =>
    [...Map.groupBy(rows, ({ text }) => text.source)].flatMap(([source, some]) =>
      modelScores(slug, source, some),
    ),
  )
  console.log(
    '\nBeside a linear model over words and pairs, trained on half A, measured on half B\n',
  )
  console.log(table(['labels', 'by', 'prec', 'recall', 'F1'], models))
  for (const { slug, rows } of byTopic) printWorst(slug, rows)
}
