import { Hono, type Context } from 'hono'
import { DESK_SCRIPT, DESK_SCRIPT_PATH } from '../desk/script.ts'
import { DESK_STYLE, DESK_STYLE_PATH } from '../desk/style.ts'
import { ICON, ICON_PATH } from '../pages/icon.ts'
import { SCRIPT, SCRIPT_PATH } from '../pages/script.ts'
import { STYLE, STYLE_PATH } from '../pages/style.ts'

const YEAR = 365 * 24 * 3600
const DAY = 24 * 3600

/** What has its version in its address may be kept for as long as anyone likes: RFC 8246. */
const FOR_EVER = `public, max-age=${YEAR}, immutable`

/** A page that was kept somewhere asks for what it was made with; ours of now is better than none. */
const FOR_A_DAY = `public, max-age=${DAY}`

const ASSETS = [
  { path: STYLE_PATH, text: STYLE, type: 'text/css; charset=utf-8' },
  { path: SCRIPT_PATH, text: SCRIPT, type: 'text/javascript; charset=utf-8' },
  { path: DESK_STYLE_PATH, text: DESK_STYLE, type: 'text/css; charset=utf-8' },
  { path: DESK_SCRIPT_PATH, text: DESK_SCRIPT, type: 'text/javascript; charset=utf-8' },
  { path: ICON_PATH, text: ICON, type: 'image/svg+xml' },
]

type PageAsset = (typeof ASSETS)[number]

const respond = (c: Context, { text, type }: PageAsset, cacheControl: string) =>
  c.body(text, 200, {
    'content-type': type,
    'cache-control': cacheControl,
    'x-content-type-options': 'nosniff',
  })

/** What our own pages load: in this version, or in whatever version an older page names. */
export function pageAssetRoutes() {
  const routes = new Hono()
  for (const asset of ASSETS) {
    const [name = '', , extension = ''] = asset.path.slice(1).split('.')
    routes.get(asset.path, (c) => respond(c, asset, FOR_EVER))
    routes.get(`/:file{${name}\\.[a-z0-9]+\\.${extension}}`, (c) => respond(c, asset, FOR_A_DAY))
  }
  return routes
}
