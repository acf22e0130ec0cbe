import type { Fault } from '../domain/fault.ts'

/** A broken template repeats its mistake in every entry; an operator wants to read it once. */
const MOST_KINDS = 60

/** Faults as they are met, each kind once, with how often it came again. */
export class FaultList {
  readonly #kinds = new Map<string, { where: string; count: number }>()

  add(where: string, what: string): void {
    const known = this.#kinds.get(what)
    if (known) known.count += 1
    else if (this.#kinds.size < MOST_KINDS) this.#kinds.set(what, { where, count: 1 })
  }

  toArray(): Fault[] {
    return [...this.#kinds].map(([what, { where, count }]) => ({
      where,
      what: count === 1 ? what : `${what} (${count} times, here first)`,
    }))
  }
}
