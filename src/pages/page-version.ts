import { SCRIPT_PATH } from './script.ts'
import { STYLE_PATH } from './style.ts'

/** Raise it whenever a page of the same entries is written differently. */
const TEMPLATE = 1

/** Of all that pages are written with, apart from that of feeds: a page made prettier moves no feed. */
export const PAGE_VERSION = `${TEMPLATE}${STYLE_PATH}${SCRIPT_PATH}`.replaceAll('/', '-')
