/**
 * Where a word stands next in a text. What was found is remembered until it is passed, so that
 * asking at every step costs no more than one look at the text, found or not.
 */
export class NextOccurrence {
  readonly #text: string
  readonly #word: string | RegExp
  #askedFrom = 0
  #found = -1

  /** @param word a string, or an expression with the flag `g`. */
  constructor(text: string, word: string | RegExp) {
    this.#text = text
    this.#word = word
  }

  /** At or after `at`; the length of the text when there is none. */
  from(at: number): number {
    if (this.#found < at || at < this.#askedFrom) {
      this.#askedFrom = at
      const found =
        typeof this.#word === 'string'
          ? this.#text.indexOf(this.#word, at)
          : this.#search(this.#word, at)
      this.#found = found < 0 ? this.#text.length : found
    }
    return this.#found
  }

  #search(expression: RegExp, at: number): number {
    expression.lastIndex = at
    return expression.exec(this.#text)?.index ?? -1
  }
}
