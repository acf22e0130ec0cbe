import { closedObject } from './closed-object.ts'
import { HttpUrl } from './own-text.ts'

/** Where to look for feeds: a page, or a feed itself. */
export const PageAddress = closedObject({ url: HttpUrl })
