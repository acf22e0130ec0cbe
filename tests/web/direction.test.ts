import { describe, expect, it } from 'vitest'
import { directionOf } from '../../src/web/direction.ts'

describe('which way a language runs', () => {
  it.each([
    { language: 'ar', direction: 'rtl', because: 'Arabic' },
    { language: 'AR-EG', direction: 'rtl', because: 'in any spelling' },
    { language: 'he', direction: 'rtl', because: 'Hebrew' },
    { language: 'fa-IR', direction: 'rtl', because: 'Persian' },
    { language: 'ur', direction: 'rtl', because: 'Urdu' },
    { language: 'az-Arab', direction: 'rtl', because: 'its script is named' },
    { language: 'ar-Latn', direction: 'ltr', because: 'its script is named' },
    { language: 'en', direction: 'ltr', because: 'English' },
    { language: 'ja', direction: 'ltr', because: 'Japanese, across' },
    { language: '', direction: 'auto', because: 'nobody told' },
    { language: undefined, direction: 'auto', because: 'nobody told' },
  ])('$language: $direction, $because', ({ language, direction }) => {
    expect(directionOf(language)).toBe(direction)
  })
})
