import { Refusal } from '../settings.ts'
import type { Failure, Wrangler, WranglerHow } from './wrangler.ts'

const AGAIN = 'then run npm run deploy again: it goes on where it was.'

/** What an API token must be allowed to do for a deployment; shown by Cloudflare under these names. */
const PERMISSIONS =
  'Account: Workers Scripts (Edit), D1 (Edit), Queues (Edit), Account Settings (Read); User: ' +
  'Memberships (Read), User Details (Read); for a domain of your own also Zone: Workers Routes ' +
  '(Edit), Zone (Read)'

interface KnownFailure {
  codes?: readonly number[]
  said?: RegExp
  tells: string
}

/** Failures that an operator meets, in the order in which they are looked for. */
const KNOWN: readonly KnownFailure[] = [
  {
    said: /"loggedIn":false|necessary to set a CLOUDFLARE_API_TOKEN|Not logged in|auth token has expired and could not be refreshed, and/,
    tells: `Not logged in to Cloudflare. Run "npx wrangler login" (or set CLOUDFLARE_API_TOKEN where there is no browser), ${AGAIN}`,
  },
  {
    said: /fetch failed|Unable to resolve|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|auth server could not be reached/,
    tells: `Cloudflare cannot be reached from here. See to the network (a proxy, a firewall, DNS), ${AGAIN} "npm run deploy -- --dry-run" needs no network.`,
  },
  {
    said: /More than one account available/,
    tells: `You are in several accounts: set CLOUDFLARE_ACCOUNT_ID to the one that is meant, ${AGAIN}`,
  },
  {
    codes: [10000, 9103, 9106, 9109, 10405],
    tells: `Cloudflare does not let this login do that. An API token needs: ${PERMISSIONS}. A login from the browser is renewed by "npx wrangler login". Put it right, ${AGAIN}`,
  },
  {
    codes: [10034],
    tells: `Cloudflare wants your mail address verified first: the link is in a mail from them, or in your profile on dash.cloudflare.com. Follow it, ${AGAIN}`,
  },
  {
    codes: [7406],
    said: /maximum number of D1 databases/,
    tells: `The account has as many databases as its plan allows (10 on the free plan). Delete one ("npx wrangler d1 list", "npx wrangler d1 delete NAME") or upgrade on dash.cloudflare.com, ${AGAIN}`,
  },
  {
    codes: [7502],
    said: /database with that name already exists/,
    tells: `A database of this name has just been made by someone else, or belongs to another account of this login. See "npx wrangler d1 list", ${AGAIN} Another NAME=… makes a newsroom beside it.`,
  },
  {
    codes: [10072],
    said: /too_many_crons|limit of \d+ cron triggers/,
    tells: `The account has as many cron triggers as its plan allows (5 on the free plan), so nothing would be polled. Take one from another Worker on dash.cloudflare.com or upgrade, ${AGAIN}`,
  },
  {
    codes: [10037],
    tells: `The account has as many Workers as its plan allows (100 on the free plan). Delete one ("npx wrangler delete NAME") or upgrade on dash.cloudflare.com, ${AGAIN}`,
  },
  {
    codes: [10027],
    tells: `The Worker is larger than Cloudflare allows (64 MiB). What "npm run deploy -- --dry-run" says of its size tells by how much.`,
  },
  {
    codes: [10031, 10032, 10063],
    said: /register a (?:different |workers\.dev )?subdomain|Register a different subdomain/,
    tells: `The account has no workers.dev subdomain yet. Open "Workers & Pages" once on dash.cloudflare.com, or run this in a terminal where wrangler can ask for a name, ${AGAIN}`,
  },
  {
    said: /Could not find zone|zone .* (?:not found|does not exist)|is not a valid zone/i,
    tells: `The domain of SITE_URL is not a zone of this account. Add it on dash.cloudflare.com (docs/deploy.md, "A domain of your own"), or leave SITE_URL out and use the workers.dev address, ${AGAIN}`,
  },
  {
    codes: [971, 10429],
    said: /Please wait and consider throttling|rate limited/i,
    tells: `Cloudflare wants fewer requests from this account for a while. Wait five minutes, ${AGAIN}`,
  },
]

const isMet = (failure: Failure, { codes = [], said }: KnownFailure) =>
  (failure.code !== undefined && codes.includes(failure.code)) || said?.test(failure.said) === true

/** What went wrong, in words that say what to do next; below it, what wrangler said. */
export function refusalOf(failure: Failure): Refusal {
  const known = KNOWN.find((each) => isMet(failure, each))
  const command = ['wrangler', ...failure.args].join(' ')
  const said = failure.said === '' ? 'see above' : failure.said.replaceAll(/^(?=.)/gm, '    ')
  return new Refusal(
    known
      ? `${known.tells}\n\n  ${command}:\n${said}`
      : `"${command}" failed. Nothing after it was done; put right what it says, ${AGAIN}\n\n${said}`,
  )
}

/** Runs a command that must succeed. */
export async function must(
  wrangler: Wrangler,
  args: readonly string[],
  how?: WranglerHow,
): Promise<{ stdout: string; targets: string[] }> {
  const run = await wrangler(args, how)
  if (run.kind === 'failed') throw refusalOf(run)
  return run
}
