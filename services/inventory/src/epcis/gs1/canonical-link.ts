import { checkDigit } from './check-digit.ts'
import { elementsOf } from './digital-link.ts'
import { decode } from './epc-urn.ts'

/**
 * A GS1 key in any form as the constrained canonical GS1 Digital Link of the CBV 2.0 event hash (rules 17 and 18):
 * domain id.gs1.org, no query, only the finest key. Undefined where the URI is no GS1 key.
 */
export const canonicalLink = (uri: string): string | undefined => fromUrn(uri) ?? fromLink(uri)

const link = (...parts: readonly string[]): string => `https://id.gs1.org/${parts.map(encode).join('/')}`

/** GS1 Digital Link's own set: all but letters, digits and `" ' - . ; < = > ? _` is percent-encoded. */
const encode = (part: string): string =>
  part.replace(/[^\x22\x27\x2D\x2E\x30-\x39\x3B-\x3F\x41-\x5A\x5F\x61-\x7A]/gu, (char) =>
    [...Buffer.from(char, 'utf8')].map((b) => `%${b.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )

/** The parts of an EPC URN: the company prefix, the reference after it, and what follows (decoded). */
interface Urn {
  readonly company: string
  readonly ref: string
  readonly rest: readonly string[]
  /** Both with a check digit; of a trade item or logistic unit the reference's first digit goes in front. */
  readonly key: string
}

/** By URN: how many digits prefix and reference have together (0: any), and the parts of its link. */
const URNS: Readonly<Record<string, readonly [digits: number, parts: (urn: Urn) => readonly string[]]>> = {
  'id:sgtin': [13, ({ key, rest }) => ['01', key, '21', rest.join('.')]],
  'class:lgtin': [13, ({ key, rest }) => ['01', key, '10', rest.join('.')]],
  'idpat:sgtin': [13, ({ key }) => ['01', key]],
  'id:upui': [13, ({ key, rest }) => ['01', key, '235', rest.join('.')]],
  'idpat:upui': [13, ({ key }) => ['01', key]],
  'id:itip': [
    13,
    ({ key, rest: [piece, total, ...serial] }) => ['8006', `${key}${piece}${total}`, '21', serial.join('.')],
  ],
  'idpat:itip': [13, ({ key, rest: [piece, total] }) => ['8006', `${key}${piece}${total}`]],
  'id:sscc': [17, ({ key }) => ['00', key]],
  'id:gsrn': [17, ({ key }) => ['8018', key]],
  'id:gsrnp': [17, ({ key }) => ['8017', key]],
  'id:gsin': [16, ({ key }) => ['402', key]],
  'id:sgln': [
    12,
    ({ key, rest }) => (rest.join('.') === '0' ? ['414', key] : ['414', key, '254', rest.join('.')]),
  ],
  'id:pgln': [12, ({ key }) => ['417', key]],
  'id:grai': [12, ({ key, rest }) => ['8003', `0${key}${rest.join('.')}`]],
  'idpat:grai': [12, ({ key }) => ['8003', `0${key}`]],
  'id:gdti': [12, ({ key, rest }) => ['253', key + rest.join('.')]],
  'idpat:gdti': [12, ({ key }) => ['253', key]],
  'id:sgcn': [12, ({ key, rest }) => ['255', key + rest.join('.')]],
  'idpat:sgcn': [12, ({ key }) => ['255', key]],
  'id:giai': [0, ({ company, ref, rest }) => ['8004', company + [ref, ...rest].join('.')]],
  'id:ginc': [0, ({ company, ref, rest }) => ['401', company + [ref, ...rest].join('.')]],
  'id:cpi': [0, ({ company, ref, rest }) => ['8010', company + ref, '8011', rest.join('.')]],
  'idpat:cpi': [0, ({ company, ref }) => ['8010', company + ref]],
}

const INDICATED = /^(id|class|idpat):(sgtin|lgtin|upui|itip|sscc)$/

function fromUrn(uri: string): string | undefined {
  const match = /^urn:epc:((?:id|idpat|class):[a-z]+):(.*)$/.exec(uri)
  const kind = match?.[1] ?? ''
  const found = Object.hasOwn(URNS, kind) ? URNS[kind] : undefined
  if (!found) return undefined
  const [digits, parts] = found
  const [company = '', ref = '', ...rest] = (match?.[2] ?? '').split('.').map((part) => decode(part) ?? part)
  if (!/^\d{6,12}$/.test(company)) return undefined
  if (digits > 0 && !(/^\d*$/.test(ref) && company.length + ref.length === digits)) return undefined
  const plainKey = INDICATED.test(kind) ? ref.slice(0, 1) + company + ref.slice(1) : company + ref
  const key = plainKey + checkDigit(plainKey)
  return link(...parts({ company, ref, rest, key }))
}

/** The qualifiers that make a key finer, the finest first. */
const FINEST: Readonly<Record<string, readonly string[]>> = {
  '01': ['21', '235', '10'],
  '8006': ['21', '10'],
  '414': ['254'],
  '8010': ['8011'],
}

function fromLink(uri: string): string | undefined {
  const elements = elementsOf(uri)
  if (!elements) return undefined
  const { ai, value, qualifiers } = elements
  const finest = FINEST[ai]?.find((q) => qualifiers[q] !== undefined)
  const key = ai === '01' ? value.padStart(14, '0') : value
  return finest ? link(ai, key, finest, qualifiers[finest] as string) : link(ai, key)
}
