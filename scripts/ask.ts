import { createInterface } from 'node:readline/promises'

/** Asks the person at the terminal for a yes; undefined where nobody sits there. */
export const asker = (): ((question: string) => Promise<boolean>) | undefined =>
  process.stdin.isTTY && process.stdout.isTTY
    ? async (question) => {
        const terminal = createInterface({ input: process.stdin, output: process.stdout })
        try {
          return /^y(?:es)?$/i.test((await terminal.question(question)).trim())
        } finally {
          terminal.close()
        }
      }
    : undefined
