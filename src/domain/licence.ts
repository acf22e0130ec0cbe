import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { HttpUrl, Words } from './own-text.ts'

/** Under what terms a text may be shown again, as files and API bodies write it. */
export const Licence = closedObject({ name: Words, url: v.optional(HttpUrl) })
