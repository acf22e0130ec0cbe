import * as v from 'valibot'
import { Refusal } from '../settings.ts'
import { must } from './failures.ts'
import { jsonTold } from './json-told.ts'
import type { Wrangler } from './wrangler.ts'

const WhoAmI = v.object({
  email: v.optional(v.string()),
  accounts: v.optional(v.array(v.object({ id: v.string(), name: v.string() })), []),
})

export interface Account {
  id: string
  name: string
}

/** The account to deploy to: the only one, or the one that `CLOUDFLARE_ACCOUNT_ID` names. */
export async function chosenAccount(
  wrangler: Wrangler,
  accountId: string | undefined,
): Promise<Account> {
  const { stdout } = await must(wrangler, ['whoami', '--json'])
  const { accounts } = jsonTold(WhoAmI, stdout, 'whoami --json')
  const list = accounts.map(({ id, name }) => `  CLOUDFLARE_ACCOUNT_ID=${id}  # ${name}`).join('\n')
  if (accountId) {
    const named = accounts.find(({ id }) => id === accountId)
    // A token of one account may not be allowed to list any.
    if (named ?? accounts.length === 0) return named ?? { id: accountId, name: accountId }
    throw new Refusal(
      `CLOUDFLARE_ACCOUNT_ID names no account of this login. It has:\n${list}\nSet one of them and run npm run deploy again.`,
    )
  }
  const [only, ...others] = accounts
  if (only === undefined)
    throw new Refusal(
      'This login may see no account. Set CLOUDFLARE_ACCOUNT_ID (dash.cloudflare.com shows it under "Workers & Pages") and run npm run deploy again.',
    )
  if (others.length > 0)
    throw new Refusal(
      `This login is in ${accounts.length} accounts. Say which one is meant and run npm run deploy again:\n${list}`,
    )
  return only
}
