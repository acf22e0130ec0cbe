const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "15 minutes", "1 hour", "2 days": the largest unit that says it without a fraction beyond halves. */
export function duration(seconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => seconds >= unit) ?? (['second', 1] as const)
  const count = Math.round((seconds / size) * 2) / 2
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
