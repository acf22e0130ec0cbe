/**
 * Words that British and American English spell differently, for those a rule is likely to hold.
 * A rule is written in either; texts are found in both. Plurals follow of themselves.
 */
const PAIRS = `
  defence defense
  offence offense
  licence license
  pretence pretense
  centre center
  theatre theater
  fibre fiber
  metre meter
  kilometre kilometer
  calibre caliber
  manoeuvre maneuver
  manoeuvring maneuvering
  sabre saber
  harbour harbor
  labour labor
  neighbour neighbor
  neighbouring neighboring
  armour armor
  armoured armored
  honour honor
  colour color
  behaviour behavior
  endeavour endeavor
  rumour rumor
  vapour vapor
  programme program
  aeroplane airplane
  aluminium aluminum
  plough plow
  grey gray
  catalogue catalog
  dialogue dialog
  artefact artifact
  sceptic skeptic
  fuelling fueling
  refuelling refueling
  refuelled refueled
  modelling modeling
  travelling traveling
  traveller traveler
  signalling signaling
  cancelled canceled
  marshalling marshaling
  jewellery jewelry
  paralyse paralyze
  analyse analyze
`

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  PAIRS.trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
    .flatMap((pair) => pair.map((word) => [word, pair])),
)

/** -ise and -ize, with all that grows from them: organisation, demilitarised, modernising. */
const ISE = /^(.{4,})i[sz](e|es|ed|er|ers|ing|ation|ations|ational)$/

/**
 * A lower-case English word in both its spellings; alone when it has only one. A spelling that
 * does not exist ("exercize") does no harm: no text contains it.
 */
export function spellings(word: string): readonly string[] {
  const pair = SPELLINGS.get(word)
  if (pair) return pair
  const [, stem, ending] = ISE.exec(word) ?? []
  return stem === undefined || ending === undefined
    ? [word]
    : [`${stem}is${ending}`, `${stem}iz${ending}`]
}
