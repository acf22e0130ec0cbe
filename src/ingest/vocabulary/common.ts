import type { Person } from '../../domain/person.ts'
import { parseDate } from '../../web/date.ts'
import type { Fields } from '../draft.ts'
import type { Element } from '../element.ts'
import { parsePerson } from '../person.ts'
import type { Usually } from '../text-construct.ts'
import { present } from '../draft.ts'
import { type Rule, structure, value } from './rule.ts'

type TextField = 'title' | 'summary' | 'content' | 'rights'

export const construct = (field: TextField, usually: Usually, rank = 1): Rule =>
  value((draft, element) => draft.set(field, element.construct(usually), rank))

export const date = (field: 'published' | 'updated', rank = 1): Rule =>
  value((draft, element, fault) => {
    const written = element.text()
    if (written === '') return
    const moment = parseDate(written)
    if (moment) draft.set(field, moment, rank)
    else fault(`${element.head.name} is no date: “${written.slice(0, 60)}”`)
  })

export const language = (rank = 1): Rule =>
  value((draft, element) => draft.set('language', languageTag(element.text()), rank))

/** BCP 47, with the underscore of POSIX locales forgiven. */
export function languageTag(written: string | undefined): string | undefined {
  const tag = written?.trim().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,7}$/i.test(tag) ? tag : undefined
}

export const url = (field: keyof Pick<Fields, 'image' | 'permalink'>, rank = 1): Rule =>
  value((draft, element) => {
    const written = element.text() || element.attribute('href') || element.attribute('url') || ''
    if (written !== '') draft.set(field, element.resolve(written), rank)
  })

export const person = (role: 'authors' | 'contributors', rank = 1): Rule =>
  structure((draft, element) => draft.addPerson(role, personOf(element), rank))

const PARTS = new Set(['name', 'email', 'uri', 'url', 'homepage'])

/** Atom's Person construct, or RSS's one line, which may have markup in it. */
function personOf(element: Element): Person | undefined {
  const { children } = element
  const isConstruct = children.some(([name]) => PARTS.has(name))
  const inner = children.map(([, text]) => text).join(' ')
  const line = parsePerson(isConstruct ? (element.child('name') ?? '') : element.text() || inner)
  const address = element.child('uri', 'url', 'homepage') ?? element.attribute('href')
  const email = element.child('email')?.replace(/^mailto:/i, '') ?? line?.email
  const whole = present({
    name: line?.name,
    email,
    url: address ? element.resolve(address) : undefined,
  })
  return Object.keys(whole).length > 0 ? whole : undefined
}

/** Several in one, with commas between. */
export const keywords: Rule = value((draft, element) => {
  for (const term of element.text().split(',', 100)) draft.addCategory({ term: term.trim() })
})

export function wholeNumber(written: string | undefined): number | undefined {
  const digits = written?.trim() ?? ''
  if (!/^\d{1,15}$/.test(digits)) return undefined
  return Number(digits)
}
