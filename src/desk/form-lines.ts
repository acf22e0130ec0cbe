/** A field of many lines, of which each that is not empty says something. */
export interface Lines {
  contents: string[]
  /** What is told of one of them: its number as an editor counts, and what is in it. */
  told: (index: number) => string | undefined
}

const MOST_TOLD = 40

/** A line of a field, told apart from the others. */
export const toldLine = (number: number, content: string) =>
  `line ${number}, “${
    content.length > MOST_TOLD ? `${content.slice(0, MOST_TOLD - 1).toWellFormed()}…` : content
  }”`

export function readLines(text: string): Lines {
  const filled = text
    .split(/\r?\n/)
    .map((line, i) => ({ content: line.trim(), number: i + 1 }))
    .filter(({ content }) => content !== '')
  return {
    contents: filled.map(({ content }) => content),
    told(index) {
      const line = filled[index]
      return line && toldLine(line.number, line.content)
    },
  }
}

/** What is no number is sent as it is, so that whoever checks it says what was expected. */
export function readNumber(text: string): number | string | undefined {
  if (text === '') return undefined
  return Number.isFinite(Number(text)) ? Number(text) : text
}
