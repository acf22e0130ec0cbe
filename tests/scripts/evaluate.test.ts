import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { labelledTexts } from '../../scripts/evaluate/labelled.ts'
import { heaviest, judge, train } from '../../scripts/evaluate/linear-model.ts'
import { count, emptyTally, f1, precision, recall, shown } from '../../scripts/evaluate/scores.ts'
import { evaluateTopics } from '../../scripts/evaluate/topics.ts'

const CSV = `id,title,text,label_ships,label_rail_news,source,why-the-label
1,A ship,"Words, of ""ships""",1,,Editors,because
2,A ship,Of nothing,0,0,Editors,
3,A train,Words,1,,Others,
4,A ferry,Words,0,1,Others,
`

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labelled-'))
  path = join(folder, 'labelled.csv')
  await writeFile(path, CSV)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

describe('labelled texts', () => {
  it('have a label for each topic that somebody has judged: a blank is not a no', () => {
    const [first, second] = labelledTexts(path)
    expect(first).toMatchObject({ title: 'A ship', content: 'Words, of "ships"', why: 'because' })
    expect([...(first?.labels ?? [])]).toEqual([['ships', true]])
    expect([...(second?.labels ?? [])]).toEqual([
      ['ships', false],
      ['rail-news', false],
    ])
  })

  it('stay in their half, whatever is added', async () => {
    const halves = () => labelledTexts(path).map(({ id, half }) => [id, half])
    const before = halves()
    await writeFile(path, `${CSV}5,More,Words,1,,Others,\n`)
    expect(halves().slice(0, 4)).toEqual(before)
    expect(new Set(before.map(([, half]) => half)).size).toBe(2)
  })
})

describe('scores', () => {
  it.each([
    { label: [1, 1, 1, 0, 0], said: [1, 1, 0, 1, 0], scores: ['0.667', '0.667', '0.667'] },
    { label: [1, 0], said: [1, 0], scores: ['1.000', '1.000', '1.000'] },
    { label: [1, 0], said: [0, 0], scores: ['–', '0.000', '0.000'] },
    { label: [0], said: [0], scores: ['–', '–', '–'] },
  ])('of $label said to be $said: $scores', ({ label, said, scores }) => {
    const tally = emptyTally()
    for (const [i, is] of label.entries()) count(tally, is === 1, said[i] === 1)
    expect([precision, recall, f1].map((score) => shown(score(tally)))).toEqual(scores)
  })
})

describe('a linear model', () => {
  const examples = ['ship', 'train'].flatMap((word) =>
    ['a', 'b', 'c'].map((other) => ({
      features: [word, other],
      label: word === 'ship',
      prior: 0,
    })),
  )

  it('learns which words speak for a topic, and says so', () => {
    const model = train(examples)
    expect(judge(model, ['ship', 'new'])).toBeGreaterThan(0)
    expect(judge(model, ['train', 'new'])).toBeLessThan(0)
    expect(heaviest(model, 2).map((told) => told.split(' ')[0])).toEqual(['ship', 'train'])
  })
})

describe('npm run evaluate', () => {
  it('tells precision, recall and F1 per source of labels, and the worst mistakes', async () => {
    vi.stubEnv('DATA_DIR', join(import.meta.dirname, '../fixtures/newsroom'))
    const printed: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))

    await evaluateTopics(path)

    const told = printed.join('\n')
    expect(told).toMatch(/ships: Editors +2 +1 /)
    expect(told).toMatch(/ships: Others +2 +1 /)
    expect(told).toContain('ships: the worst it has and should not (1)')
    expect(told).toMatch(/ships: the worst it lacks \(1\)\n\n +0\.0 +[AB] +A train \[\]/)
  })

  it('refuses a file that is not there', async () => {
    await expect(evaluateTopics(join(folder, 'nothing.csv'))).rejects.toThrow('There is no file')
  })
})
