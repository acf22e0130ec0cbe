import * as v from 'valibot'

/** Something to look for: at least one letter or digit, and short enough to be a phrase. */
export const Phrase = v.pipe(
  v.string('expected a word or a phrase'),
  v.regex(/[\p{L}\p{N}]/u, 'expected a word or a phrase with at least one letter or digit'),
  v.maxLength(100, 'expected a phrase of at most 100 characters'),
)

export const Weight = v.pipe(
  v.number('expected a number'),
  v.minValue(-10, 'expected a weight of at least -10'),
  v.maxValue(10, 'expected a weight of at most 10'),
)
