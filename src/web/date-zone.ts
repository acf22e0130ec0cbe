/** RFC 822 §5.1 and what else is written, in minutes east of UTC. Ambiguous names mean what feeds mean by them. */
const ZONES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '': 0,
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 60,
    bst: 60,
    ist: 330,
    cet: 60,
    met: 60,
    mez: 60,
    cest: 120,
    mest: 120,
    mesz: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    msd: 240,
    sast: 120,
    jst: 540,
    kst: 540,
    hkt: 480,
    sgt: 480,
    pht: 480,
    wib: 420,
    ict: 420,
    pkt: 300,
    npt: 345,
    awst: 480,
    acst: 570,
    acdt: 630,
    aest: 600,
    aedt: 660,
    nzst: 720,
    nzdt: 780,
    brt: -180,
    art: -180,
    nst: -210,
    ndt: -150,
    ast: -240,
    adt: -180,
    est: -300,
    edt: -240,
    et: -300,
    cst: -360,
    cdt: -300,
    ct: -360,
    mst: -420,
    mdt: -360,
    mt: -420,
    pst: -480,
    pdt: -420,
    pt: -480,
    akst: -540,
    akdt: -480,
    hst: -600,
    'etc/gmt': 0,
    'etc/utc': 0,
    // RFC 822's letters had their signs wrong (RFC 1123 §5.2.14); these are what feedparser found them to mean.
    a: -60,
    n: 60,
    m: -720,
    y: 720,
  }),
)

/** `Z`, `+01:00`, `-0500`, `GMT+1`, `EST`, `(CEST)`; nothing is UTC; anything else is unknown. */
export function parseZone(text: string): number | undefined {
  const name = text.toLowerCase().replaceAll(/[()\s.]/g, '')
  const named = ZONES.get(name)
  if (named !== undefined) return named
  const match = /^(?:gmt|utc|ut|z)?([+\u2212-])(\d\d?)(?::?(\d\d))?(?::?\d\d)?[a-z]*$/.exec(name)
  if (!match) return undefined
  const [, sign, hours, minutes = '0'] = match
  const size = Number(hours) * 60 + Number(minutes)
  return sign === '+' ? size : -size
}

/** Whether a word of a date is a zone rather than something to be ignored. */
export function isZone(word: string): boolean {
  return word !== '' && parseZone(word) !== undefined
}
