import list from './assets.json' with { type: 'json' }

/** What a page loads from us by name, with its bytes: written by `node scripts/assets.ts`. */
export interface Asset {
  name: string
  version: number
  text: string
}

/** `embed.js` of version 1 is `/embed.1.js`; once published it never changes. */
export const assetPath = ({ name, version }: Asset): string =>
  `/${name.replace(/\.(?=[a-z]+$)/, `.${version}.`)}`

/** Every version there ever was: pages elsewhere name one, with the hash of its bytes. */
export const ASSETS: readonly Asset[] = list

/** The version that is given to whoever asks now. */
export function newest(name: string): Asset {
  const versions = ASSETS.filter((asset) => asset.name === name)
  const latest = versions.reduce<Asset | undefined>(
    (a, b) => (a && a.version > b.version ? a : b),
    undefined,
  )
  if (!latest) throw new Error(`there is no ${name} among the assets`)
  return latest
}

export const newestPath = (name: string): string => assetPath(newest(name))
