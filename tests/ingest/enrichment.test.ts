import { describe, expect, it } from 'vitest'
import type { Enrichment } from '../../src/domain/enrichment.ts'
import type { CleanEntry } from '../../src/ingest/clean-document.ts'
import { asFedOf, type Askable, chooseToAsk } from '../../src/ingest/enrichment-choice.ts'
import { afterDeparture } from '../../src/ingest/enrichment-departed.ts'
import { answered, notAsked } from '../../src/ingest/enrichment-result.ts'
import type { ContentAnswer } from '../../src/ingest/govuk-content.ts'
import { contentOf, entryOf as storedOf } from '../support/entries.ts'

const NOW = '2026-11-22T12:00:00Z'
const YESTERDAY = '2026-11-21T12:00:00Z'
const POLICY = { maxAsked: 3, recheckSeconds: 86_400 }

const entryOf = (key: string, updated = '2026-11-01T00:00:00Z'): CleanEntry => ({
  id: `urn:x:${key}`,
  key,
  fingerprint: 'as fed',
  content: contentOf({ updated }),
  written: { links: [], enclosures: [], authors: [], contributors: [], categories: [] },
})

/** An entry whose feed says `fed`; stored as `stored` tells. */
function askable(
  key: string,
  stored?: Partial<Enrichment> & { fingerprint?: string; isWithdrawn?: boolean },
  updated?: string,
): Askable {
  const entry = entryOf(key, updated)
  if (!stored) return { entry, asFed: 'fed', remembered: undefined }
  const { fingerprint = 'as fed', isWithdrawn = false, ...asked } = stored
  const enrichment = { asFed: 'fed', outcome: 'found', askedAt: NOW, ...asked } as const
  return {
    entry,
    asFed: 'fed',
    remembered: {
      fingerprint,
      isWithdrawn,
      ...(Object.keys(asked).length > 0 && { enrichment }),
    },
  }
}

const keys = (...given: Askable[]) => {
  const { chosen, isUnfinished } = chooseToAsk(given, POLICY, NOW)
  return { asked: chosen.map(({ entry }) => entry.key).join(' '), isUnfinished }
}

describe('which entries are asked about', () => {
  it.each([
    { case: 'a new one', given: [askable('a')], asked: 'a' },
    { case: 'one stored before anybody asked', given: [askable('a', {})], asked: 'a' },
    {
      case: 'one that was answered, and whose feed says the same: not again',
      given: [askable('a', { outcome: 'found' }), askable('b', { outcome: 'missing' })],
      asked: '',
    },
    {
      case: 'one whose feed says something else than it did',
      given: [askable('a', { asFed: 'something else' })],
      asked: 'a',
    },
    { case: 'one that failed', given: [askable('a', { outcome: 'failed' })], asked: 'a' },
    {
      case: 'one that was answered a day ago, for it may be withdrawn by now',
      given: [askable('a', { askedAt: YESTERDAY })],
      asked: 'a',
    },
    {
      case: 'the newest of the new ones first',
      given: [
        askable('a', undefined, '2026-11-01T00:00:00Z'),
        askable('b', undefined, '2026-11-03T00:00:00Z'),
        askable('c', undefined, '2026-11-02T00:00:00Z'),
      ],
      asked: 'b c a',
    },
    {
      case: 'what is new before what changed before what failed; of those, what waits longest',
      given: [
        askable('old', { askedAt: YESTERDAY }),
        askable('failed', { outcome: 'failed' }),
        askable('changed', { asFed: 'x', askedAt: NOW }),
        askable('changed-before', { asFed: 'x', askedAt: YESTERDAY }),
        askable('new'),
      ],
      asked: 'new changed-before changed',
      isUnfinished: true,
    },
    {
      case: 'no more than fit in one poll; what is only old may wait',
      given: [askable('a'), askable('b'), askable('c'), askable('old', { askedAt: YESTERDAY })],
      asked: 'a b c',
    },
    {
      case: 'no more than fit in one poll; what is new must not',
      given: [askable('a'), askable('b'), askable('c'), askable('d')],
      asked: 'a b c',
      isUnfinished: true,
    },
  ])('$case', ({ given, asked, isUnfinished = false }) => {
    expect(keys(...given)).toEqual({ asked, isUnfinished })
  })

  it('a feed says something else when only a date of it moved', () => {
    expect(asFedOf(entryOf('a', '2026-11-02T00:00:00Z'))).not.toBe(
      asFedOf(entryOf('a', '2026-11-01T00:00:00Z')),
    )
  })
})

const found: ContentAnswer = {
  kind: 'found',
  item: {
    schema_name: 'news_article',
    public_updated_at: '2026-11-01T00:00:00Z',
    details: { body: '<p>Text</p>' },
  },
}
const gone: ContentAnswer = { kind: 'gone', fault: 'gone' }
const missing: ContentAnswer = { kind: 'missing', fault: 'missing' }
const failed: ContentAnswer = { kind: 'failed', fault: 'failed' }

describe('an entry that nobody asked about', () => {
  it.each([
    { case: 'is new: as its feed says', given: askable('a'), fingerprint: 'as fed' },
    {
      case: 'was never asked about: as its feed says',
      given: askable('a', {}),
      fingerprint: 'as fed',
    },
    {
      case: 'is known more fully, and its feed says the same: as it is stored',
      given: askable('a', { outcome: 'found', fingerprint: 'full' }),
      fingerprint: 'full',
    },
    {
      case: 'is known more fully, and its feed says something else: as it is stored, until asked',
      given: askable('a', { outcome: 'found', asFed: 'x', fingerprint: 'full' }),
      fingerprint: 'full',
    },
    {
      case: 'had no page, and its feed says something else: as its feed says',
      given: askable('a', { outcome: 'missing', asFed: 'x', fingerprint: 'before' }),
      fingerprint: 'as fed',
    },
  ])('$case', ({ given, fingerprint }) => {
    expect(notAsked(given).entry.fingerprint).toBe(fingerprint)
    expect(notAsked(given).enrichment).toBeUndefined()
  })

  it('and is withdrawn stays so', () => {
    const given = askable('a', { outcome: 'withdrawn', isWithdrawn: true })
    expect(notAsked(given).entry.withdrawnBecause).toBeDefined()
  })
})

describe('an entry with its answer', () => {
  const after = (given: Askable, answer: ContentAnswer) => answered(given, answer, NOW)

  it('found: has more, and is remembered by what its feed said', () => {
    const { entry, enrichment } = after(askable('a'), found)
    expect(entry.content.content).toBe('<p>Text</p>')
    expect(enrichment).toEqual({ key: 'a', asFed: 'fed', outcome: 'found', askedAt: NOW })
  })

  it.each([
    { given: askable('a'), isCompletion: false, because: 'it is new' },
    { given: askable('a', {}), isCompletion: true, because: 'its feed says what is stored' },
    {
      given: askable('a', { fingerprint: 'full', asFed: 'x' }),
      isCompletion: false,
      because: 'its feed says something else',
    },
  ])('found: $isCompletion that only we learned, since $because', ({ given, isCompletion }) => {
    expect(after(given, found).entry.isCompletion).toBe(isCompletion)
  })

  it.each([
    { before: undefined, outcome: 'gone', isWithdrawn: false },
    { before: 'found' as const, outcome: 'gone', isWithdrawn: false },
    { before: 'gone' as const, outcome: 'withdrawn', isWithdrawn: true },
    { before: 'withdrawn' as const, outcome: 'withdrawn', isWithdrawn: true },
  ])(
    'gone, and $before before: $outcome, for one 410 is not believed',
    ({ before, outcome, isWithdrawn }) => {
      const given = askable('a', before && { outcome: before, askedAt: YESTERDAY })
      const { entry, enrichment } = after(given, gone)
      expect(enrichment?.outcome).toBe(outcome)
      expect(entry.withdrawnBecause !== undefined).toBe(isWithdrawn)
    },
  )

  it('missing: as its feed says, with a fault, and not asked again at once', () => {
    const { entry, enrichment, faults } = after(askable('a'), missing)
    expect(entry).toEqual(askable('a').entry)
    expect(enrichment?.outcome).toBe('missing')
    expect(faults).toEqual(['missing'])
  })

  it('missing, though known more fully: stays as long as its feed says the same', () => {
    const given = askable('a', { fingerprint: 'full', askedAt: YESTERDAY })
    expect(after(given, missing).entry.fingerprint).toBe('full')
  })

  it('failed: as its feed says, and asked again', () => {
    const { entry, enrichment, faults } = after(askable('a'), failed)
    expect(entry).toEqual(askable('a').entry)
    expect(enrichment?.outcome).toBe('failed')
    expect(faults).toEqual(['failed'])
  })

  it('failed, though known more fully: stays, behind others who wait', () => {
    const given = askable('a', { fingerprint: 'full', asFed: 'x', askedAt: YESTERDAY })
    const { entry, enrichment } = after(given, failed)
    expect(entry.fingerprint).toBe('full')
    expect(enrichment).toEqual({ key: 'a', asFed: 'x', outcome: 'found', askedAt: NOW })
  })
})

describe('an entry that left its feed', () => {
  const withdrawn: ContentAnswer = {
    kind: 'found',
    item: { schema_name: 'news_article', withdrawn_notice: { explanation: 'In error.' } },
  }
  const after = (answer: ContentAnswer, outcome: Enrichment['outcome']) =>
    afterDeparture(
      {
        entry: storedOf({ key: 'a', url: 'https://www.gov.uk/a' }),
        written: entryOf('a').written,
        enrichment: { asFed: 'fed', outcome, askedAt: YESTERDAY },
      },
      answer,
      NOW,
    )

  it.each([
    { case: 'still there', answer: found, before: 'found', outcome: 'found', is: false },
    { case: 'withdrawn', answer: withdrawn, before: 'found', outcome: 'withdrawn', is: true },
    { case: 'gone', answer: gone, before: 'found', outcome: 'gone', is: false },
    { case: 'gone, again', answer: gone, before: 'gone', outcome: 'withdrawn', is: true },
    { case: 'missing', answer: missing, before: 'found', outcome: 'found', is: false },
    { case: 'not to be had', answer: failed, before: 'gone', outcome: 'gone', is: false },
  ] as const)('and is $case: withdrawn is $is', ({ answer, before, outcome, is }) => {
    const result = after(answer, before)
    expect(result.enrichment).toEqual({ key: 'a', asFed: 'fed', outcome, askedAt: NOW })
    expect(result.withdrawn !== undefined).toBe(is)
  })

  it('keeps what it said', () => {
    expect(after(withdrawn, 'found').withdrawn).toEqual({
      id: storedOf().id,
      key: 'a',
      fingerprint: 'f1',
      written: entryOf('a').written,
      content: contentOf({ url: 'https://www.gov.uk/a', updated: '2026-11-01T10:00:00Z' }),
      withdrawnBecause: 'GOV.UK has withdrawn it: In error.',
    })
  })
})
