import { tokenize } from '../classify/tokens.ts'
import { signatureOf } from '../cluster/signature.ts'
import type { Signature } from '../domain/story.ts'
import type { SearchableText } from '../ingest/searchable.ts'

/** Enough for a title and a lead; the rest of a text is not looked at. */
const TEXT_CHARACTERS = 1500

/** What is compared of an entry, from its texts without their markup. */
export function storySignature(
  text: Pick<SearchableText, 'title' | 'summary' | 'content' | 'language'>,
): Signature {
  const body = text.content === '' ? text.summary : text.content
  return signatureOf({
    title: tokenize(text.title),
    text: tokenize(body.slice(0, TEXT_CHARACTERS)),
    language: text.language,
  })
}
