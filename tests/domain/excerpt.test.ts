import { describe, expect, it } from 'vitest'
import { excerpt } from '../../src/domain/excerpt.ts'

describe('an excerpt', () => {
  it.each([
    { text: 'Short.', most: 10, is: 'Short.', because: 'nothing is left out' },
    { text: ' two\n\nlines ', most: 10, is: 'two lines', because: 'it is one line' },
    { text: 'whole words only', most: 13, is: 'whole words…', because: 'no word is cut' },
    { text: '鉄道のニュースです', most: 4, is: '鉄道のニ…', because: 'there are no spaces' },
    { text: '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', most: 2, is: '👩‍👩‍👧👩‍👩‍👧…', because: 'no character is cut' },
  ])('of "$text" is "$is": $because', ({ text, most, is }) => {
    expect(excerpt(text, most)).toBe(is)
  })
})
