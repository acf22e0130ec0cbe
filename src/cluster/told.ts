import type { Told } from '../domain/story-store.ts'
import type { Signature } from '../domain/story.ts'
import { marksOf } from './marks.ts'
import { pageOf } from './page.ts'

/** An entry as it is compared with others. */
export function toldOf(
  entry: Pick<Told, 'key' | 'id' | 'source' | 'sortAt' | 'fingerprint'> & {
    url?: string | undefined
  },
  signature: Signature,
): Told {
  const { key, id, source, sortAt, fingerprint } = entry
  const telling = { key, id, source, sortAt, page: pageOf(entry.url), signature }
  return { ...telling, fingerprint, marks: marksOf(telling) }
}
