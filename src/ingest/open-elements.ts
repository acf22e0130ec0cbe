import type { Frame } from './frame.ts'

/**
 * Elements that have begun and not ended. Names are remembered however deep they lie, so that end
 * tags find their beginning; frames only within the depth limit. Each step costs the same at any
 * depth.
 */
export class OpenElements {
  readonly #keys: string[] = []
  readonly #counts = new Map<string, number>()
  readonly #frames: Frame[] = []
  readonly #outside: Frame

  constructor(outside: Frame) {
    this.#outside = outside
  }

  get depth(): number {
    return this.#keys.length
  }

  get innermost(): string | undefined {
    return this.#keys.at(-1)
  }

  /** The innermost element that has a frame; outside of all, the surroundings. */
  get top(): Frame {
    return this.#frames.at(-1) ?? this.#outside
  }

  has(key: string): boolean {
    return this.#counts.has(key)
  }

  entry(): Frame | undefined {
    return this.#frames.findLast((frame) => frame.begins === 'entry')
  }

  push(key: string, frame?: Frame): void {
    this.#keys.push(key)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    if (frame) this.#frames.push(frame)
  }

  pop(): Frame | undefined {
    const key = this.#keys.pop()
    if (key === undefined) return undefined
    const left = (this.#counts.get(key) ?? 1) - 1
    if (left === 0) this.#counts.delete(key)
    else this.#counts.set(key, left)
    return this.#frames.length > this.#keys.length ? this.#frames.pop() : undefined
  }
}
