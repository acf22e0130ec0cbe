import { Hono } from 'hono'
import { type GuessingPolicy, secondsToWait } from '../desk/guessing.ts'
import { SignInPage } from '../desk/sign-in.tsx'
import { EVERYBODY, type GuessStore } from '../domain/desk-store.ts'
import { clientAddress } from '../web/client-address.ts'
import { wholeSeconds } from '../web/moment.ts'
import { isSameSecret } from '../web/secret.ts'
import { field } from './desk-form.ts'
import { type DeskContext, type DeskEnv, readForm } from './desk-guard.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { returnPath } from './desk-return.ts'
import type { DeskSessions } from './desk-session.ts'

export interface SignInDeps {
  sessions: DeskSessions
  guesses: GuessStore
  policy: {
    ofOne: GuessingPolicy
    ofAll: GuessingPolicy
    forgottenSeconds: number
    trustedSeconds: number
  }
  adminToken: string
  now: () => Date
}

/** A token and the address it is returned to: nothing else is in this form. */
const MAX_BYTES = 10_000

type Tried = { kind: 'right' } | { kind: 'wrong' } | { kind: 'wait'; seconds: number }

const inWords = (seconds: number) =>
  seconds < 90
    ? `${seconds} second${seconds === 1 ? '' : 's'}`
    : `${Math.ceil(seconds / 60)} minutes`

/** Exchanges the operator's token for a session, and slows down whoever guesses. */
export function signInRoutes(deps: SignInDeps) {
  const { sessions, guesses, policy, adminToken } = deps

  async function tried(token: string, address: string): Promise<Tried> {
    const now = deps.now()
    const at = wholeSeconds(now)
    const later = (seconds: number) => wholeSeconds(new Date(now.getTime() + seconds * 1000))
    await guesses.forget(later(-policy.forgottenSeconds), at)
    const seen = await guesses.of([address, EVERYBODY])
    const [own, all] = [seen.get(address), seen.get(EVERYBODY)]
    const isTrusted = (own?.trustedUntil ?? '') > at
    const seconds = Math.max(
      secondsToWait(own, policy.ofOne, now),
      isTrusted ? 0 : secondsToWait(all, policy.ofAll, now),
    )
    if (seconds > 0) return { kind: 'wait', seconds }
    const isCounted =
      (await guesses.count(address, own, at)) &&
      (isTrusted || (await guesses.count(EVERYBODY, all, at)))
    if (!isCounted) return { kind: 'wait', seconds: 1 }
    if (!isSameSecret(token, adminToken)) return { kind: 'wrong' }
    await guesses.forgive(address, at, later(policy.trustedSeconds))
    return { kind: 'right' }
  }

  const page = (c: DeskContext, to: string, status: 200 | 400 | 401 | 413 | 429, what?: string) => {
    const errors = what === undefined ? [] : [{ field: 'token', what }]
    const { newsroomTitle } = c.var
    return respondWithDesk(c, <SignInPage {...{ newsroomTitle, to, errors }} />, status)
  }

  return new Hono<DeskEnv>()
    .get('/sign-in', async (c) => {
      const to = returnPath(c.req.query('to'))
      return (await sessions.current(c)) ? seeOther(c, to) : page(c, to, 200)
    })

    .post('/sign-in', async (c) => {
      const form = await readForm(c.req.raw, MAX_BYTES)
      if (!(form instanceof FormData))
        return page(c, returnPath(undefined), form, 'This is not the form of this page.')
      const to = returnPath(field(form, 'to'))
      const token = field(form, 'token')
      if (token === '') return page(c, to, 401, 'Enter the token.')
      const outcome = await tried(token, clientAddress(c.req.raw.headers))
      if (outcome.kind === 'wait') {
        c.header('retry-after', String(outcome.seconds))
        const what = `Too many wrong tokens: the next one is looked at in ${inWords(outcome.seconds)}.`
        return page(c, to, 429, what)
      }
      if (outcome.kind === 'wrong')
        return page(c, to, 401, 'This is not the token of this newsroom.')
      await sessions.begin(c)
      return seeOther(c, to)
    })
}
