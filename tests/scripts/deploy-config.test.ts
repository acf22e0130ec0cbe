import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { deployConfig, type Own } from '../../scripts/deploy/config.ts'
import { domainOf, wanted } from '../../scripts/deploy/wanted.ts'

const own: Own = {
  name: 'second',
  queue: 'second-jobs',
  databaseId: 'the-id',
  domain: undefined,
  vars: { POLLING: 'on' },
}
const { rawConfig } = readRawConfig({ config: join(import.meta.dirname, '../../wrangler.toml') })
const made = (changes: Partial<Own> = {}, raw: object = rawConfig) =>
  deployConfig(raw, { ...own, ...changes }) as typeof rawConfig

describe('the configuration a newsroom is deployed with', () => {
  it('names what is the account’s own', () => {
    const config = made()
    expect(config.name).toBe('second')
    expect(config.d1_databases).toMatchObject([
      { binding: 'DB', database_name: 'second', database_id: 'the-id' },
    ])
    expect(config.queues?.producers).toMatchObject([{ binding: 'QUEUE', queue: 'second-jobs' }])
    expect(config.queues?.consumers).toMatchObject([{ queue: 'second-jobs', max_batch_size: 1 }])
    expect(config.vars).toEqual({ POLLING: 'on' })
  })

  it('has all else as wrangler.toml has it', () => {
    const { name: _, d1_databases: _1, queues: _2, ratelimits: _3, ...others } = rawConfig
    expect(made()).toMatchObject(others)
  })

  it('has counters of its own for rate limits, unless it is the usual newsroom', () => {
    const raw = { ...rawConfig, ratelimits: [{ name: 'LIMIT', namespace_id: '1001' }] }
    expect(made({ name: 'despatch' }, raw).ratelimits).toMatchObject([{ namespace_id: '1001' }])
    const [limit] = made({}, raw).ratelimits ?? []
    expect(limit).toMatchObject({ name: 'LIMIT' })
    expect(limit?.namespace_id).toMatch(/^\d+$/)
    expect(limit?.namespace_id).not.toBe('1001')
  })

  it('serves a domain beside its first address, at which people have subscribed', () => {
    const config = made({ domain: 'news.example.org' })
    expect(config.workers_dev).toBe(true)
    expect(config.routes).toEqual([{ pattern: 'news.example.org', custom_domain: true }])
    expect(made().routes).toBeUndefined()
  })
})

it.each([
  { siteUrl: 'https://news.example.org', domain: 'news.example.org' },
  { siteUrl: 'https://despatch.desk.workers.dev', domain: undefined },
  { siteUrl: 'http://localhost:8787', domain: undefined },
  { siteUrl: 'https://news.example.org:8443', domain: undefined },
  { siteUrl: undefined, domain: undefined },
])('SITE_URL $siteUrl makes $domain the newsroom’s', ({ siteUrl, domain }) => {
  expect(domainOf(siteUrl)).toBe(domain)
})

it.each(['Despatch', '-despatch', 'despatch_2', 'a'.repeat(55), 'news.example.org'])(
  'NAME=%s is refused: it could not be a host name',
  (NAME) => {
    expect(() => wanted({ NAME })).toThrow('NAME must be made of a to z, 0 to 9 and hyphens')
  },
)
