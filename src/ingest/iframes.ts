import list from '../../data/frames.json' with { type: 'json' }
import { isTracker } from './trackers.ts'

interface Player {
  host: string
  path: string
  as?: string
  referrer?: boolean
}
const PLAYERS: Player[] = list.frames

/** Where frames may come from: for the policy of our pages. */
export const FRAME_ORIGINS: readonly string[] = [
  ...new Set(PLAYERS.map(({ host, as = host }) => `https://${as}`)),
]

/**
 * A player needs scripts, and its own origin to reach what it plays. That origin is never ours, for
 * the host is on our list, so the two together give it no way out of the frame. The window is for
 * the link to the player's own page. Forms, downloads, dialogues and taking over our page are not
 * allowed.
 */
const SANDBOX = 'allow-scripts allow-same-origin allow-popups'

/** What becomes of a frame in an entry. */
export type Frame =
  | { kind: 'player'; attributes: Record<string, string> }
  /** What it shows can be opened, and is not lost. */
  | { kind: 'link'; href: string; text: string }
  | { kind: 'nothing' }

/**
 * Only listed players stay, rebuilt from nothing but their address, their size and their title.
 * One that tells no size (every embed code does) would make the page jump, and becomes a link too.
 */
export function iframe(attributes: Record<string, string>): Frame {
  const { width = '', height = '', title = '' } = attributes
  const address = httpsAddress(attributes['src'])
  const isSeen = !isNothing(width) && !isNothing(height)
  if (address === undefined || !isSeen || isTracker(address.href)) return { kind: 'nothing' }
  const words = title.replaceAll(/\s+/g, ' ').trim() || address.host
  const player = PLAYERS.find(
    ({ host, path }) => host === address.host && address.pathname.startsWith(path),
  )
  // Named like those who wrote it did; anything else would be words in a language of ours.
  if (!player || !isSize(width) || !isSize(height))
    return { kind: 'link', href: address.written, text: words }
  return {
    kind: 'player',
    attributes: {
      src: address.written.replace(player.host, player.as ?? player.host),
      title: words,
      width: width.trim(),
      height: height.trim(),
      sandbox: SANDBOX,
      allow: 'fullscreen; encrypted-media',
      loading: 'lazy',
      // YouTube answers "error 153" to a page it is not told of; the origin is enough for it.
      referrerpolicy: player.referrer ? 'strict-origin-when-cross-origin' : 'no-referrer',
    },
  }
}

interface Address {
  href: string
  host: string
  pathname: string
  /** As the publisher spelled it, but for the scheme of a listed host. */
  written: string
}

/** Frames of pages that are themselves encrypted must be; the players are all to be had so. */
function httpsAddress(src: string | undefined): Address | undefined {
  const trimmed = src?.trim() ?? ''
  const absolute = trimmed.startsWith('//') ? `https:${trimmed}` : trimmed
  const url = URL.parse(absolute)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  // A name and a password, a port: not an address that anyone was given to embed.
  const isPlain = url.username === '' && url.password === '' && url.port === ''
  const isListed = isPlain && PLAYERS.some(({ host }) => host === url.host)
  const { href, pathname } = url
  return {
    href,
    host: isPlain ? url.host : url.hostname,
    pathname: isPlain ? pathname : '',
    // What a browser makes of it is what was compared: no second reading can differ.
    written: isListed ? href.replace(/^http:/, 'https:') : absolute,
  }
}

const isNothing = (size: string) => /^\s*0*[01](?:px)?\s*$/.test(size)
const isSize = (size: string) => /^\s*\d{1,5}(?:px|%)?\s*$/.test(size)
