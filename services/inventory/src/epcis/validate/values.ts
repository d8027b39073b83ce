import { EPCIS_EVENT_ID_LENGTH } from '@takt/contracts'
import { amountOf, isNumber } from '../amount.ts'
import { parseInstant } from '../instant.ts'
import { isObject } from '../json.ts'
import { BIZ_STEPS } from '../vocabulary/biz-steps.ts'
import { DISPOSITIONS } from '../vocabulary/dispositions.ts'
import { bareTerm, type Vocabulary } from '../vocabulary/term.ts'
import { isUri, list, type Rule, scalar } from './rule.ts'

export const anything: Rule = { expects: 'any value', check: () => {} }
export const text = scalar('text', (v) => typeof v === 'string')
export const number = scalar('a number, such as 12.5', isNumber)
export const boolean = scalar('true or false', (v) => typeof v === 'boolean')
export const hex = scalar(
  'hexadecimal digits, such as f0f0',
  (v) => typeof v === 'string' && /^[A-Fa-f0-9]+$/.test(v),
)
export const uri = scalar('a URI, such as urn:epc:id:sgtin:0614141.107346.2017', isUri)
export const time = scalar(
  'a moment with its zone, such as 2026-07-22T06:45:00+02:00',
  (v) => parseInstant(v) !== undefined,
)
export const zoneOffset = scalar(
  'an offset from UTC between -14:00 and +14:00, such as +02:00',
  (v) => typeof v === 'string' && /^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/.test(v),
)
export const unit = scalar(
  'a UN/ECE Recommendation 20 code, such as EA or KGM',
  (v) => typeof v === 'string' && /^[A-Z0-9]{2,3}$/.test(v),
)
export const quantity = scalar(
  'a number that is not below zero and has at most 18 digits before the point, such as 20',
  (v) => amountOf(v) !== undefined,
)
export const version = scalar('text such as "2.0"', (v) => typeof v === 'string' && /^\d+(\.\d+)*$/.test(v))
export const action = scalar(
  'ADD, OBSERVE or DELETE',
  (v) => v === 'ADD' || v === 'OBSERVE' || v === 'DELETE',
)

export const eventId = scalar(
  `a URI of at most ${EPCIS_EVENT_ID_LENGTH} characters, such as urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8`,
  (v) => isUri(v) && String(v).length <= EPCIS_EVENT_ID_LENGTH,
)

/** A word of a vocabulary, or a URI of one's own. */
const term = (what: string, known: (word: string) => boolean, vocabulary?: Vocabulary): Rule =>
  scalar(what, (v, at) => {
    if (typeof v !== 'string') return false
    return known(vocabulary ? bareTerm(v, vocabulary, at.namespaces) : v) || isUri(v) || at.namespaces.has(v)
  })

export const oneOf = (words: ReadonlySet<string>, vocabulary?: Vocabulary): Rule => {
  const some = [...words].slice(0, 3).join(', ')
  return term(
    `a word of the standard (${some}${words.size > 3 ? ', …' : ''}) or a URI`,
    (w) => words.has(w),
    vocabulary,
  )
}

export const bizStep = term(
  'a business step of the CBV, such as receiving or shipping, or a URI',
  (w) => Object.hasOwn(BIZ_STEPS, w),
  'bizStep',
)
export const disposition = term(
  'a disposition of the CBV, such as in_progress or damaged, or a URI',
  (w) => Object.hasOwn(DISPOSITIONS, w),
  'disposition',
)

const certificate = scalar('a URI or an object with the details', (v) => isUri(v) || isObject(v))
export const certificationInfo = list(certificate)
