/** What a step came to, for the steps after it and in words for whoever watches. */
interface Done<T> {
  value: T
  words: string
  /** The words tell of something that was done to the account: in a dry run, it only would be. */
  isMade?: boolean
}

/** Tells how far a deployment is, in one line for each step: `[5/10] Database "despatch" … created`. */
export interface Progress {
  step: <T>(title: string, run: () => Promise<Done<T>>) => Promise<T>
  /** A line of its own, below the step that is being done. */
  note: (line: string) => void
}

const INDENT = ' '.repeat(8)

/**
 * Numbers the steps. A step looks at what is there and makes what is missing, so that any of them
 * may be killed anywhere, and a deployment that is begun again goes on where it was.
 *
 * @param write writes without ending the line.
 */
export function progress(count: number, write: (text: string) => void, isDryRun = false): Progress {
  let number = 0
  let isLineOpen = false
  const note = (line: string) => {
    write(`${isLineOpen ? '\n' : ''}${INDENT}${line}\n`)
    isLineOpen = false
  }
  const end = (words: string) => {
    write(isLineOpen ? `${words}\n` : `${INDENT}${words}\n`)
    isLineOpen = false
  }
  return {
    note,
    async step(title, run) {
      number += 1
      write(`[${number}/${count}] ${title} … `)
      isLineOpen = true
      try {
        const { words, value, isMade = false } = await run()
        end(isDryRun && isMade ? `would be ${words}` : words)
        return value
      } catch (error) {
        end('not done')
        throw error
      }
    },
  }
}
