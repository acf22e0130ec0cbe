import { SaxesParser } from 'saxes'

interface Read {
  /** The texts of the elements of each name. */
  texts: Map<string, string[]>
  /** The names of what stands in each element of a name. */
  children: Map<string, string[][]>
}

function add<T>(map: Map<string, T[]>, name: string, value: T): void {
  const known = map.get(name)
  if (known) known.push(value)
  else map.set(name, [value])
}

/** A strict parser's word on whether this is XML at all, with what stands where. */
export function readStrictly(xml: string): Read {
  const parser = new SaxesParser({ xmlns: true, fragment: false })
  const read: Read = { texts: new Map(), children: new Map() }
  const open: { text: string; children: string[] }[] = []
  const say = (piece: string) => {
    const inmost = open.at(-1)
    if (inmost) inmost.text += piece
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    open.at(-1)?.children.push(name)
    open.push({ text: '', children: [] })
  })
  parser.on('text', say)
  parser.on('cdata', say)
  parser.on('closetag', ({ name }) => {
    const { text = '', children = [] } = open.pop() ?? {}
    add(read.texts, name, text)
    add(read.children, name, children)
  })
  parser.write(xml).close()
  return read
}

/** Throws where it is not XML; else the texts of the elements of each name. */
export const wellFormed = (xml: string) => readStrictly(xml).texts
