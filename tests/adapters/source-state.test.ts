import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { d1Sources } from '../../src/adapters/d1-sources.ts'
import { sourceState } from '../../src/domain/source.ts'
import { reset } from '../support/workerd/reset.ts'

const ENDED = '{"endedAt":"2026-11-23T00:00:00Z"}'
const FRESH = '{"outcome":"fresh"}'

/** What the columns say, in every way that makes a difference. */
const EVERY_WAY = ['{}', '{"paused":true}', '{"paused":false}'].flatMap((settings) =>
  ['{}', ENDED].flatMap((memory) =>
    [null, FRESH, '{"outcome":"gone"}', '{"outcome":"failed"}'].flatMap((report) =>
      [0, 1].map((failures) => ({ settings, memory, report, failures })),
    ),
  ),
)

const stateOf = async () => {
  const [source] = await d1Sources(env.DB).list()
  const row = await env.DB.prepare('SELECT state FROM sources').first<{ state: string }>()
  return { kept: row?.state, told: source && sourceState(source) }
}

beforeEach(reset)

/** The database keeps it in SQL, to count by; everybody else works it out. */
describe('how a source does is the same in the database as everywhere else', () => {
  it('from its first row', async () => {
    for (const { settings, memory, report, failures } of EVERY_WAY) {
      await env.DB.exec('DELETE FROM sources')
      await env.DB.prepare(
        `INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at,
           because, memory, last_report, failures)
         VALUES ('a', 'https://a.example/', 'x', ?, 'api', '', '', '', ?, ?, ?)`,
      )
        .bind(settings, memory, report, failures)
        .run()
      const { kept, told } = await stateOf()
      expect({ settings, memory, report, failures, state: kept }).toMatchObject({ state: told })
    }
  })

  it('and through every change', async () => {
    await env.DB.exec(
      `INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because) VALUES ('a', 'https://a.example/', 'x', '{}', 'api', '', '', '')`,
    )
    const seen = new Set<string | undefined>()
    for (const { settings, memory, report, failures } of EVERY_WAY) {
      await env.DB.prepare(
        'UPDATE sources SET settings = ?, memory = ?, last_report = ?, failures = ?',
      )
        .bind(settings, memory, report, failures)
        .run()
      const { kept, told } = await stateOf()
      expect({ settings, memory, report, failures, state: kept }).toMatchObject({ state: told })
      seen.add(kept)
    }
    expect(seen).toEqual(new Set(['answering', 'ended', 'failing', 'new', 'paused']))
  })
})
