/** Primary languages that are written from right to left, unless they name another script. */
const RIGHT_TO_LEFT = new Set('ar arc arz ckb dv fa he iw ks nqo pnb ps sd syr ug ur yi'.split(' '))
const RIGHT_TO_LEFT_SCRIPTS = new Set(
  'adlm arab hebr mand mend nkoo rohg samr syrc thaa'.split(' '),
)

/**
 * Which way a text in this language (BCP 47) runs, as `dir` has it. Of a text whose language nobody
 * told, its first letter decides: HTML Living Standard §3.2.6.4.
 */
export function directionOf(language: string | undefined): 'ltr' | 'rtl' | 'auto' {
  const [primary = '', ...subtags] = (language ?? '').toLowerCase().split('-')
  if (primary === '') return 'auto'
  // RFC 5646 §2.2.3: a script has four letters and stands before the region.
  const script = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag))
  const isRightToLeft = script ? RIGHT_TO_LEFT_SCRIPTS.has(script) : RIGHT_TO_LEFT.has(primary)
  return isRightToLeft ? 'rtl' : 'ltr'
}
