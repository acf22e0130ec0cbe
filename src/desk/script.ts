import { sha256 } from '../web/digest.ts'
import script from './script.json' with { type: 'json' }

/** `browser/desk.ts`, bundled by `npm run assets`. The desk is whole without it. */
export const DESK_SCRIPT: string = script.text

/** Named by what is in it, so that it may be kept for ever. */
export const DESK_SCRIPT_PATH = `/desk.${sha256(DESK_SCRIPT).slice(0, 10)}.js`
