import { decode } from './epc-urn.ts'
import type { Identifier } from './identifier.ts'

/** The GS1 keys that may start a Digital Link, by application identifier: the scheme's name and the form of its value. */
const KEYS: Readonly<Record<string, readonly [scheme: string, value: RegExp]>> = {
  '00': ['sscc', /^\d{18}$/],
  '01': ['gtin', /^(\d{8}|\d{12,14})$/],
  '253': ['gdti', /^\d{13}.*$/],
  '255': ['gcn', /^\d{13,25}$/],
  '401': ['ginc', /^.+$/],
  '402': ['gsin', /^\d{17}$/],
  '414': ['gln', /^\d{13}$/],
  '415': ['gln', /^\d{13}$/],
  '417': ['party', /^\d{13}$/],
  '8003': ['grai', /^\d{14}.*$/],
  '8004': ['giai', /^.+$/],
  '8006': ['itip', /^\d{18}$/],
  '8010': ['cpi', /^.+$/],
  '8013': ['gmn', /^.+$/],
  '8017': ['gsrnp', /^\d{18}$/],
  '8018': ['gsrn', /^\d{18}$/],
}

/** Names that links of release 1.0 may have in place of the application identifiers. */
const NAMES: Readonly<Record<string, string>> = {
  sscc: '00',
  gtin: '01',
  lot: '10',
  ser: '21',
  cpv: '22',
  tpx: '235',
  gdti: '253',
  glnx: '254',
  gcn: '255',
  ginc: '401',
  gsin: '402',
  gln: '414',
  party: '417',
  grai: '8003',
  giai: '8004',
  itip: '8006',
  cpid: '8010',
  gmn: '8013',
  gsrnp: '8017',
  gsrn: '8018',
}

const aiOf = (segment: string): string =>
  Object.hasOwn(NAMES, segment) ? (NAMES[segment] as string) : segment

type Elements = Readonly<Record<string, string | undefined>>

/** A Digital Link taken apart: its key, the qualifiers of its path, and the attributes of its query, by AI. */
interface LinkElements {
  readonly ai: string
  readonly value: string
  readonly qualifiers: Elements
  readonly attributes: Elements
}

export function elementsOf(uri: string): LinkElements | undefined {
  if (!/^https?:\/\//i.test(uri)) return undefined
  const [path = '', query = ''] = uri.replace(/#.*$/s, '').split('?', 2)
  const segments = path.replace(/^https?:\/\/[^/]*\/?/i, '').split('/')
  const start = segments.findIndex((_, i) => keyAt(segments, i) !== undefined)
  if (start < 0) return undefined
  return {
    ai: aiOf(segments[start] as string),
    value: decode(segments[start + 1] as string) as string,
    qualifiers: qualifiers(segments.slice(start + 2)),
    attributes: attributes(query),
  }
}

/** What a GS1 Digital Link of any domain names; undefined where the URI is none. */
export function parseDigitalLink(uri: string): Identifier | undefined {
  const link = elementsOf(uri)
  return link && identify(link.ai, link.value, { ...link.attributes, ...link.qualifiers })
}

function keyAt(segments: readonly string[], i: number): string | undefined {
  const ai = aiOf(segments[i] as string)
  const value = decode(segments[i + 1] ?? '')
  return value && Object.hasOwn(KEYS, ai) && KEYS[ai]?.[1].test(value) ? ai : undefined
}

function identify(ai: string, value: string, more: Elements): Identifier {
  const { '10': lot, '17': expiry, '21': ser, '235': tpx, '254': extension } = more
  const serial = ser ?? tpx
  const about = {
    ...(serial ? { serial } : {}),
    ...(lot ? { lot } : {}),
    ...(expiry && /^\d{6}$/.test(expiry) ? { expiry } : {}),
  }
  if (ai === '01') return { kind: 'trade-item', gtin: value.padStart(14, '0'), ...about }
  if (ai === '8006') {
    const piece = { number: Number(value.slice(14, 16)), total: Number(value.slice(16)) }
    return { kind: 'trade-item', gtin: value.slice(0, 14), piece, ...about }
  }
  if (ai === '414')
    return extension && extension !== '0'
      ? { kind: 'place', gln: value, extension }
      : { kind: 'place', gln: value }
  return { kind: 'other', scheme: KEYS[ai]?.[0] ?? ai }
}

/** Key qualifiers follow the key in pairs, `/10/LOT/21/SERIAL`. */
function qualifiers(segments: readonly string[]): Elements {
  const found: [string, string | undefined][] = []
  for (let i = 0; i + 1 < segments.length; i += 2)
    found.push([aiOf(segments[i] as string), decode(segments[i + 1] as string)])
  return Object.fromEntries(found)
}

/** Attributes stand in the query, `?17=271231&10=LOT`; release 1.0 also let `;` part them. */
function attributes(query: string): Elements {
  const found: [string, string | undefined][] = []
  for (const pair of query.split(/[&;]/)) {
    const [name = '', value = ''] = pair.split('=', 2)
    if (value) found.push([aiOf(name), decode(value.replaceAll('+', ' '))])
  }
  return Object.fromEntries(found)
}
