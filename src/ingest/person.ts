import type { Person } from '../domain/person.ts'

const LONGEST = 500
/** No part of an address has white space or brackets; `%40` and `(at)` were written to be misread. */
const ADDRESS = /[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@]{1,255}/

/**
 * A person on one line, as RSS has them: `me@example.com (Name)`, `Name <me@example.com>`,
 * `Name (me@example.com)`, or either alone.
 */
export function parsePerson(line: string): Person | undefined {
  const text = line.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim()
  if (text === '') return undefined
  const email = ADDRESS.exec(text)?.[0].replace(/\.+$/, '')
  if (!email) return { name: text }
  const name = text
    .replace(email, '')
    .replaceAll(/mailto:/gi, '')
    .replaceAll(/\(\s*\)|<\s*>|\[\s*\]/g, '')
    .trim()
    .replace(/^[("<-]+\s*/, '')
    .replace(/\s*[)">,-]+$/, '')
    .trim()
  return name === '' ? { email } : { name, email }
}

/** A second mention of the same person adds what the first had not said. */
export function addPerson(people: Person[], person: Person): void {
  const known = people.find(
    (other) =>
      (other.email !== undefined && other.email === person.email) ||
      (other.name !== undefined && other.name === person.name && (!other.email || !person.email)),
  )
  if (known) Object.assign(known, { ...person, ...known })
  else people.push(person)
}
