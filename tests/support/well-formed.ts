import { SaxesParser } from 'saxes'

/** A strict parser's word on whether this is XML at all, with the text of each element by name. */
export function wellFormed(xml: string): Map<string, string[]> {
  const parser = new SaxesParser({ xmlns: true, fragment: false })
  const texts = new Map<string, string[]>()
  let inside = ''
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', () => {
    inside = ''
  })
  parser.on('text', (piece) => {
    inside += piece
  })
  parser.on('cdata', (piece) => {
    inside += piece
  })
  parser.on('closetag', ({ name }) => {
    texts.set(name, [...(texts.get(name) ?? []), inside])
    inside = ''
  })
  parser.write(xml).close()
  return texts
}
