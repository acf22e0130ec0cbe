import type { Newsroom } from '../../src/domain/newsroom.ts'
import { Refusal } from '../settings.ts'
import { differenceInLines, inSum, removals } from './difference.ts'
import type { NewsroomAt } from './newsroom-at.ts'

export interface ApplyHow {
  /** What would be done is told, and nothing is. */
  isDryRun: boolean
  /** Whatever is removed was asked for on the command line. */
  isYes: boolean
  /** Asks the person at the terminal; absent where there is none. */
  ask?: ((question: string) => Promise<boolean>) | undefined
  print: (line: string) => void
}

const OLDER =
  'This newsroom is older than this command and cannot tell what would change. Deploy it first (npm run deploy), or apply unseen with --yes. Nothing was applied.'

/** Whether what is to be removed may be; where nobody can be asked, only when it was said before. */
async function mayRemove(count: number, { isYes, ask }: ApplyHow): Promise<boolean> {
  if (count === 0 || isYes) return true
  if (ask === undefined)
    throw new Refusal(
      `${count} would be removed, and there is no terminal to ask at: say --yes if that is meant. Nothing was applied.`,
    )
  return ask(`Remove ${count === 1 ? 'it' : `these ${count}`}? [y/N] `)
}

/**
 * Makes a newsroom match `data/`: tells what differs, asks before anything is removed, applies.
 * Returns what it came to, in words, and whether anything differed. What a newsroom was killed in
 * the midst of, applying again completes, so it is applied even where nothing seems to differ.
 */
export async function applyData(
  newsroom: Newsroom,
  at: NewsroomAt,
  how: ApplyHow,
): Promise<{ words: string; differs: boolean }> {
  if (!(await at.knowsDryRun())) {
    if (how.isDryRun || !how.isYes) throw new Refusal(OLDER)
    await at.apply(newsroom)
    return { words: 'applied, unseen: the newsroom is older than this command', differs: true }
  }
  const difference = await at.difference(newsroom)
  const lines = differenceInLines(difference)
  for (const line of lines) how.print(line)
  const words = inSum(difference)
  const differs = lines.length > 0
  if (how.isDryRun) return { words: differs ? `${words}; nothing was applied` : words, differs }
  if (!(await mayRemove(removals(difference), how)))
    throw new Refusal('Nothing was applied. To keep what would go, put it back into data/.')
  await at.apply(newsroom)
  return { words: differs ? `${words}: applied` : words, differs }
}
