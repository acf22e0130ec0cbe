import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyData, type ApplyHow } from '../../scripts/apply/apply-data.ts'
import type { Difference } from '../../scripts/apply/difference.ts'
import { newsroomAt } from '../../scripts/apply/newsroom-at.ts'
import type { Newsroom } from '../../src/domain/newsroom.ts'
import { NO_DIFFERENCE, operated, type Operated } from '../support/operated.ts'

const NEWSROOM: Newsroom = {
  newsroom: { title: 'N', description: 'D', contact: 'desk@example.org', language: 'en' },
  topics: [],
  sources: [],
  entries: [],
}

const DRY_RUN = 'PUT /api/newsroom?dry-run=true'
const ORDER = 'PUT /api/newsroom'

const SOMETHING: Difference = {
  newsroom: { changed: ['title', 'rights'] },
  topics: { added: ['sport'], changed: [{ slug: 'defence', members: ['groups'] }], removed: [] },
  gazetteers: { added: [], changed: [{ slug: 'places', members: [] }], removed: [] },
  sources: {
    added: ['ships'],
    changed: [{ slug: 'trains', members: ['managedBy'] }],
    removed: [],
  },
  entries: { added: [], changed: [{ slug: 'first', members: ['markdown', 'title'] }], removed: [] },
}
const REMOVAL: Difference = {
  ...NO_DIFFERENCE,
  topics: { added: [], changed: [], removed: ['old'] },
  sources: { added: [], changed: [], removed: ['gone'] },
  entries: { added: [], changed: [], removed: ['mistake'] },
}

let newsroom: Operated
beforeEach(async () => {
  newsroom = await operated()
})
afterEach(() => newsroom.close())

/** Applies; returns what was printed, and what it came to or why it was refused. */
async function run(how: Partial<ApplyHow> = {}, to = newsroom.url) {
  const lines: string[] = []
  try {
    const result = await applyData(NEWSROOM, newsroomAt(to, 'the-token'), {
      isDryRun: false,
      isYes: false,
      print: (line) => lines.push(line),
      ...how,
    })
    return { ...result, lines, refusal: '' }
  } catch (error) {
    return { words: '', differs: undefined, lines, refusal: (error as Error).message }
  }
}

describe('what differs', () => {
  it('is told file by file, and applied', async () => {
    newsroom.difference = SOMETHING
    const { lines, words } = await run()
    expect(lines).toEqual([
      'newsroom.json           changed: title, rights',
      'topics/sport.json       new',
      'topics/defence.json     changed: groups',
      'gazetteers/places.json  changed',
      'sources.json  ships     new',
      'sources.json  trains    changed: it is data/’s from now on',
      'entries/first.md        changed: markdown, title',
    ])
    expect(words).toBe('2 new, 5 changed: applied')
    expect(newsroom.asked).toEqual([DRY_RUN, ORDER])
    expect(newsroom.tokens).toEqual(new Set(['the-token']))
  })

  it('is only told with --dry-run', async () => {
    newsroom.difference = SOMETHING
    const { words, differs } = await run({ isDryRun: true })
    expect(words).toBe('2 new, 5 changed; nothing was applied')
    expect(differs).toBe(true)
    expect(newsroom.asked).toEqual([DRY_RUN])
  })

  it('is nothing: it is applied all the same, for the newsroom may have been killed halfway', async () => {
    expect(await run()).toMatchObject({ words: 'nothing to change', differs: false, lines: [] })
    expect(newsroom.asked).toEqual([DRY_RUN, ORDER])
  })

  it('is nothing under --dry-run', async () => {
    expect(await run({ isDryRun: true })).toMatchObject({ differs: false })
    expect(newsroom.asked).toEqual([DRY_RUN])
  })
})

describe('what would be removed', () => {
  beforeEach(() => {
    newsroom.difference = REMOVAL
  })

  it('is told with what becomes of it', async () => {
    expect((await run({ isDryRun: true })).lines).toEqual([
      'topics/old.json     gone: its feeds will answer 410',
      'sources.json  gone  gone: it will not be polled, what it brought stays',
      'entries/mistake.md  gone: it will be withdrawn',
    ])
  })

  it.each([
    { answer: true, asked: [DRY_RUN, ORDER], refusal: '' },
    {
      answer: false,
      asked: [DRY_RUN],
      refusal: 'Nothing was applied. To keep what would go, put it back into data/.',
    },
  ])('is asked for at the terminal: $answer', async ({ answer, asked, refusal }) => {
    const questions: string[] = []
    const ask = async (question: string) => {
      questions.push(question)
      return answer
    }
    expect((await run({ ask })).refusal).toBe(refusal)
    expect(questions).toEqual(['Remove these 3? [y/N] '])
    expect(newsroom.asked).toEqual(asked)
  })

  it('is refused without a terminal, unless --yes says it is meant', async () => {
    expect((await run()).refusal).toContain('there is no terminal to ask at: say --yes')
    expect(newsroom.asked).toEqual([DRY_RUN])
    expect((await run({ isYes: true })).words).toBe('3 removed: applied')
  })
})

describe('a newsroom that is older than the command', () => {
  beforeEach(() => {
    newsroom.isOld = true
  })

  it('is asked nothing that it would take for an order', async () => {
    expect((await run()).refusal).toContain('This newsroom is older than this command')
    expect((await run({ isDryRun: true, isYes: true })).refusal).toContain('older')
    expect(newsroom.asked).toEqual([])
  })

  it('is applied to unseen with --yes', async () => {
    expect((await run({ isYes: true })).words).toContain('applied, unseen')
    expect(newsroom.asked).toEqual([ORDER])
  })
})

describe('a newsroom that refuses', () => {
  it.each([
    {
      status: 401,
      body: {},
      says: 'knows another token than this one: set ADMIN_TOKEN',
    },
    {
      status: 422,
      body: {
        title: 'Unprocessable',
        detail: 'Two things.',
        faults: [{ where: 'topics.0', what: 'no' }],
      },
      says: 'answered 422: Two things.\n  topics.0: no\nNothing was applied.',
    },
    { status: 502, body: [], says: 'answered 502: []\nNothing was applied.' },
  ])('with $status is told in its own words', async ({ status, body, says }) => {
    newsroom.refuses = { status, body }
    expect((await run()).refusal).toContain(says)
  })

  it('because nobody is there', async () => {
    expect((await run({}, 'http://127.0.0.1:9')).refusal).toMatch(
      /^http:\/\/127\.0\.0\.1:9 cannot be reached \(.+\)\. Nothing was applied\.$/,
    )
  })
})
