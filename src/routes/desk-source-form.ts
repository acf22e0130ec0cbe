import type { Entered } from '../desk/form.tsx'
import { SOURCE_CHECKS, SOURCE_TEXTS } from '../desk/source-fields.tsx'
import type { ToldSource } from '../desk/source.tsx'
import { field } from './desk-form.ts'

/** What is no number is sent as it is, so that the API says what it expected. */
function numberIn(form: FormData, name: string): number | string | undefined {
  const text = field(form, name)
  if (text === '') return undefined
  return /^\d+$/.test(text) ? Number(text) : text
}

/** How long its entries are kept; undefined when nothing is said of it. */
function keepIn(form: FormData) {
  const days = numberIn(form, 'keep.days')
  const entries = numberIn(form, 'keep.entries')
  return days === undefined && entries === undefined ? undefined : { days, entries }
}

/** A new source as the API is told of it: what was left empty is not said. */
export function declarationOf(form: FormData): Record<string, unknown> {
  const texts = ['url', 'slug', ...SOURCE_TEXTS].map((name) => [name, field(form, name)] as const)
  const checks = SOURCE_CHECKS.map((name) => [name, field(form, name) === 'yes'] as const)
  const said = [...texts, ...checks, ['keep', keepIn(form)] as const]
  return Object.fromEntries(said.filter(([, value]) => value))
}

/** What stands in the form of a source before anybody has changed it. */
export const valuesOf = (source: ToldSource): Entered => ({
  ...Object.fromEntries(SOURCE_TEXTS.map((name) => [name, source[name]])),
  ...Object.fromEntries(SOURCE_CHECKS.map((name) => [name, source[name] ? 'yes' : ''])),
  'keep.days': source.keep?.days?.toString(),
  'keep.entries': source.keep?.entries?.toString(),
})

/**
 * What the form says otherwise than the source did (RFC 7396): what was emptied is taken away, and
 * what is as it was is not said, for a title may be the feed's own.
 */
export function patchOf(form: FormData, source: ToldSource): Record<string, unknown> {
  const before = valuesOf(source)
  const isChanged = (name: string) => field(form, name) !== (before[name] ?? '')
  const isKeepChanged = ['keep.days', 'keep.entries'].some(isChanged)
  return {
    ...Object.fromEntries(
      SOURCE_TEXTS.filter(isChanged).map((name) => [name, field(form, name) || null]),
    ),
    ...Object.fromEntries(
      SOURCE_CHECKS.filter(isChanged).map((name) => [name, field(form, name) === 'yes' || null]),
    ),
    ...(isKeepChanged && { keep: keepIn(form) ?? null }),
  }
}
