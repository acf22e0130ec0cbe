/** No element of any feed has a longer name; a hostile one shall not make us hold it. */
export const LONGEST_NAME = 200

const ASCII = 128
const LETTER = /^\p{L}/u
const tableOf = (characters: RegExp) =>
  Array.from({ length: ASCII }, (_, code) => characters.test(String.fromCharCode(code)))
const STARTS_NAME = tableOf(/[A-Za-z_:]/)
const CONTINUES_NAME = tableOf(/[\w:.-]/)
const IS_SPACE = tableOf(/\s/)

/** XML 1.0 §2.3 `NameStartChar`, near enough. */
export function startsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code < ASCII ? STARTS_NAME[code] === true : LETTER.test(text.slice(at, at + 2))
}

/** Where the name that begins at `at` is over; -1 when it is too long to be one. */
export function endOfName(text: string, at: number): number {
  const most = Math.min(text.length, at + LONGEST_NAME + 1)
  let end = at
  while (end < most) {
    const code = text.charCodeAt(end)
    if (code < ASCII && !CONTINUES_NAME[code]) return end
    end += 1
  }
  return end - at > LONGEST_NAME ? -1 : end
}

export function isSpace(code: number): boolean {
  return IS_SPACE[code] === true
}

export function skipSpace(text: string, at: number): number {
  let end = at
  while (IS_SPACE[text.charCodeAt(end)] === true) end += 1
  return end
}
