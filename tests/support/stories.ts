import { tokenize } from '../../src/classify/tokens.ts'
import { marksOf } from '../../src/cluster/marks.ts'
import { pageOf } from '../../src/cluster/page.ts'
import { signatureOf } from '../../src/cluster/signature.ts'
import type { Member } from '../../src/domain/story.ts'

interface Given extends Partial<Omit<Member, 'signature' | 'marks'>> {
  title?: string
  text?: string
  url?: string
  language?: string
}

let made = 0

/** An entry as it is compared, with only what a test cares about. */
export function memberOf({ title = '', text = '', url, language, ...given }: Given = {}): Member {
  const key = given.key ?? `key-${(made += 1)}`
  const told = {
    id: `urn:x:${key}`,
    source: `source-of-${key}`,
    sortAt: '2026-11-01T10:00:00Z',
    isOfficial: false,
    isWithdrawn: false,
    isRepeat: false,
    page: pageOf(url),
    ...given,
    key,
    signature: signatureOf({ title: tokenize(title), text: tokenize(text), language }),
  }
  return { ...told, marks: marksOf(told) }
}
