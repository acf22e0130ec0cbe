import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../scripts/deploy/failures.ts'

/** What wrangler 4.155 prints; what is in a table with a code comes from Cloudflare's API. */
const MET: { said: string; code?: number; means: string }[] = [
  { said: '{"loggedIn":false}', means: 'Not logged in to Cloudflare' },
  {
    said: 'In a non-interactive environment, it’s necessary to set a CLOUDFLARE_API_TOKEN environment variable for wrangler to work.',
    means: 'Not logged in to Cloudflare',
  },
  {
    said: 'Unable to resolve Cloudflare’s API hostname (api.cloudflare.com or dash.cloudflare.com).',
    means: 'Cloudflare cannot be reached',
  },
  { said: 'fetch failed', means: 'Cloudflare cannot be reached' },
  {
    said: 'Your auth token has expired and could not be refreshed because the Cloudflare auth server could not be reached.',
    means: 'Cloudflare cannot be reached',
  },
  {
    said: 'More than one account available but unable to select one in non-interactive mode.',
    means: 'You are in several accounts: set CLOUDFLARE_ACCOUNT_ID',
  },
  {
    said: 'Authentication error',
    code: 10_000,
    means: 'An API token needs: Account: Workers Scripts',
  },
  {
    said: 'You need to verify your email address to use Workers.',
    code: 10_034,
    means: 'wants your mail address verified',
  },
  {
    said: 'You have reached the maximum number of D1 databases for your account.',
    means: 'as many databases as its plan allows (10 on the free plan)',
  },
  {
    said: 'A database with that name already exists',
    means: 'Another NAME=… makes a newsroom beside it',
  },
  {
    said: 'This account has reached the Workers Free limit of 5 cron triggers per account.',
    code: 10_072,
    means: 'as many cron triggers as its plan allows (5 on the free plan)',
  },
  { said: 'script too large', code: 10_027, means: 'larger than Cloudflare allows (64 MiB)' },
  {
    said: 'You can either deploy your worker to one or more routes by specifying them in your wrangler.deploy.json file, or register a workers.dev subdomain here:',
    means: 'has no workers.dev subdomain yet',
  },
  {
    said: 'Could not find zone for `news.example.org`. Make sure the domain is set up to be proxied by Cloudflare.',
    means: 'not a zone of this account',
  },
]

describe('a failure of wrangler’s', () => {
  it.each(MET)('$said ($code): $means', ({ said, code, means }) => {
    const { message } = refusalOf({ args: ['d1', 'create', 'despatch'], code, said })
    expect(message).toContain(means)
    expect(message).toContain(`wrangler d1 create despatch:\n    ${said}`)
  })

  it('that nobody knows is told as it came, with the command it came from', () => {
    const { message } = refusalOf({ args: ['deploy'], said: 'Something new.\nMore of it.' })
    expect(message).toMatch(/^"wrangler deploy" failed\. Nothing after it was done/)
    expect(message).toContain('\n    Something new.\n    More of it.')
  })
})
