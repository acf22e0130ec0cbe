import { readCondition } from './condition-lines.ts'
import { readLines, readNumber, toldLine } from './form-lines.ts'
import type { Entered, FormErrors } from './form.tsx'
import { errorAt, type Place, type ReadGroup, readTopicGroup } from './read-topic-group.ts'
import { meant, readList } from './term-line.ts'
import { groupsIn, TOPIC_LABELS, type TopicField, WEIGHTS } from './topic-labels.ts'

/** What the API says of a definition: of each fault where it stands in it. */
type Faults = readonly { where: string; what: string }[]

/** The topic of a form, for the API to judge. */
export interface ReadTopic {
  definition: Record<string, unknown>
  /** What could not even be read. */
  errors: FormErrors
  /** What the API finds wrong with it, at the fields it came from. */
  placed: (faults: Faults) => FormErrors
}

const place = (field: TopicField, line?: string): Place => ({
  field,
  label: TOPIC_LABELS[field],
  line,
})

const isField = (name: string): name is TopicField => Object.hasOwn(TOPIC_LABELS, name)

/** Members of which at least one is there. */
const unlessEmpty = <T extends object>(members: T): T | undefined =>
  Object.values(members).some((value) => value !== undefined) ? members : undefined

const orNone = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)

/** Who names two groups alike would have only one of them. */
const namedTwice = (groups: readonly ReadGroup[]): FormErrors =>
  groups
    .filter(({ name }, i) => groups.findIndex((other) => other.name === name) !== i)
    .map((group) => errorAt(group.placed('name'), 'expected a name that no other group has'))

/** The condition with where each part of it stands. */
function readRule(text: string) {
  const { value, faults, lines } = readCondition(text)
  const told = (number: number) => toldLine(number, text.split(/\r?\n/)[number - 1]?.trim() ?? '')
  return {
    value,
    errors: faults.map(({ line, what }) => errorAt(place('rule', told(line)), what)),
    placed(path: string): Place {
      const steps = path.split('.')
      const within = steps.map((_, i) => steps.slice(0, steps.length - i).join('.'))
      const number = [...within, ''].map((part) => lines.get(part)).find((line) => line)
      return place('rule', number === undefined ? undefined : told(number))
    },
  }
}

function readKeep(values: Entered) {
  const days = readNumber(values['keep.days']?.trim() ?? '')
  const entries = readNumber(values['keep.entries']?.trim() ?? '')
  const isAlways = values['keep.always'] === 'yes'
  const keep = unlessEmpty({ days, entries })
  return {
    value: keep ?? (isAlways ? {} : undefined),
    errors:
      keep && isAlways
        ? [errorAt(place('keep.always'), 'expected either this or a number, not both')]
        : [],
  }
}

export function readTopic(values: Entered): ReadTopic {
  const valueOf = (name: TopicField) => values[name]?.trim() ?? ''
  const linesOf = (name: TopicField) => readLines(values[name] ?? '')
  const lists = { exclude: linesOf('exclude'), categories: linesOf('categories') }
  const groups = Array.from({ length: groupsIn(values) }, (_, number) =>
    readTopicGroup(values, number),
  ).filter((group) => group !== undefined)
  const rule = readRule(values['rule'] ?? '')
  const keep = readKeep(values)

  function placeOf(where: string): Place | undefined {
    const [member = '', second = ''] = where.split('.')
    if (member === 'rule') return rule.placed(where.slice('rule.'.length))
    if (member === 'exclude' || member === 'categories')
      return place(member, lists[member].told(Number(second || -1)))
    // A group's name may have dots in it too.
    const [group] = groups
      .filter(({ name }) => `${where}.`.startsWith(`groups.${name}.`))
      .toSorted((a, b) => b.name.length - a.name.length)
    if (group) return group.placed(where.slice(`groups.${group.name}.`.length))
    const field = [`${member}.${second}`, member].find(isField)
    return field && place(field)
  }

  return {
    definition: {
      title: valueOf('title'),
      description: valueOf('description').replaceAll('\r\n', '\n'),
      keep: keep.value,
      groups: Object.fromEntries(groups.map(({ name, group }) => [name, group])),
      rule: rule.value,
      exclude: orNone(lists.exclude.contents.map(meant)),
      categories: orNone(lists.categories.contents.map(meant)),
      sources: unlessEmpty({
        count: orNone(readList(valueOf('sources.count'))),
        never: orNone(readList(valueOf('sources.never'))),
      }),
      weights: unlessEmpty(
        Object.fromEntries(
          WEIGHTS.map((field) => [field, readNumber(valueOf(`weights.${field}`))]),
        ),
      ),
      repeats: readNumber(valueOf('repeats')),
      threshold: readNumber(valueOf('threshold')),
    },
    errors: [
      ...groups.flatMap(({ errors }) => errors),
      ...namedTwice(groups),
      ...rule.errors,
      ...keep.errors,
    ],
    placed: (faults) =>
      faults.map(({ where, what }) => {
        const at = placeOf(where)
        return at ? errorAt(at, what) : { what: `${where}: ${what}` }
      }),
  }
}
