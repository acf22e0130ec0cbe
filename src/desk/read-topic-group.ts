import { readLines, readNumber } from './form-lines.ts'
import type { Entered, FormErrors } from './form.tsx'
import { readGroupWishes, readTerm } from './term-line.ts'
import { GROUP_LABELS, groupField, type GroupField } from './topic-labels.ts'

/** Where in a form something stands. */
export interface Place {
  field: string
  label: string
  /** The line of the field, where it has several. */
  line?: string | undefined
}

export const errorAt = ({ field, label, line }: Place, what: string) => ({
  field,
  label,
  what: line === undefined ? what : `${line}: ${what}`,
})

/** A group of terms as a form has it. */
export interface ReadGroup {
  name: string
  group: Record<string, unknown>
  errors: FormErrors
  /** @param rest of a path, behind the group's name. */
  placed: (rest: string) => Place
}

/** One group of a form; undefined when it was left empty, or is to go. */
export function readTopicGroup(values: Entered, number: number): ReadGroup | undefined {
  const valueOf = (field: GroupField) => values[groupField(number, field)]?.trim() ?? ''
  const [name, gazetteer] = [valueOf('name'), valueOf('gazetteer')]
  const lines = readLines(values[groupField(number, 'terms')] ?? '')
  const isEmpty = name === '' && gazetteer === '' && lines.contents.length === 0
  if (isEmpty || valueOf('remove') === 'yes') return undefined

  const place = (field: GroupField, line?: string): Place => ({
    field: groupField(number, field),
    label: `${GROUP_LABELS[field]} of ${name || `group ${number + 1}`}`,
    line,
  })
  const terms = lines.contents.map(readTerm)
  const wishes = readGroupWishes(valueOf('wishes'))
  return {
    name,
    group: {
      ...wishes.value,
      weight: readNumber(valueOf('weight')),
      terms: terms.length > 0 ? terms.map(({ value }) => value) : undefined,
      gazetteer: gazetteer || undefined,
    },
    errors: [
      ...(name === '' ? [errorAt(place('name'), 'expected any words')] : []),
      ...terms.flatMap(({ faults }, i) =>
        faults.map((what) => errorAt(place('terms', lines.told(i)), what)),
      ),
      ...wishes.faults.map((what) => errorAt(place('wishes'), what)),
    ],
    placed(rest) {
      const [member = '', index = ''] = rest.split('.')
      if (member === '' || member === 'terms')
        return place('terms', lines.told(Number(index || -1)))
      return place(
        member === 'name' || member === 'weight' || member === 'gazetteer' ? member : 'wishes',
      )
    },
  }
}
