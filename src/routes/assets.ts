import { Hono } from 'hono'
import { ASSETS, assetPath, newest, type Asset } from '../embed/assets.ts'
import { respondWithText } from './respond-with-text.ts'

const YEAR = 365 * 24 * 3600

/** What has its version in its address may be kept for as long as anyone likes: RFC 8246. */
const FOR_EVER = `public, max-age=${YEAR}, immutable`

const headersOf = ({ name }: Asset, cacheControl: string) => ({
  'content-type': `text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
  'cache-control': cacheControl,
  'x-content-type-options': 'nosniff',
  // Pages that ask this of all they load: HTML Living Standard §7.1.4.
  'cross-origin-resource-policy': 'cross-origin',
})

/** What embeds load: `/embed.js` in its newest version, and every version under its own address. */
export function assetRoutes({ cacheControl }: { cacheControl: string }) {
  const routes = new Hono().get('/embed.js', (c) => {
    const script = newest('embed.js')
    return respondWithText(c, script.text, headersOf(script, cacheControl))
  })
  for (const asset of ASSETS)
    routes.get(assetPath(asset), (c) => c.body(asset.text, 200, headersOf(asset, FOR_EVER)))
  return routes
}
