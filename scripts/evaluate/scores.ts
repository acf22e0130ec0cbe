/** How often a yes was right, wrong and missing. */
export interface Tally {
  right: number
  wrong: number
  missed: number
  /** Right to say no. */
  rest: number
}

export const emptyTally = (): Tally => ({ right: 0, wrong: 0, missed: 0, rest: 0 })

export function count(tally: Tally, label: boolean, said: boolean): void {
  if (label) tally[said ? 'right' : 'missed'] += 1
  else tally[said ? 'wrong' : 'rest'] += 1
}

const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole)

export const precision = ({ right, wrong }: Tally) => share(right, right + wrong)
export const recall = ({ right, missed }: Tally) => share(right, right + missed)
export const f1 = ({ right, wrong, missed }: Tally) => share(2 * right, 2 * right + wrong + missed)

/** What cannot be told from so few labels is a dash. */
export const shown = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3))
