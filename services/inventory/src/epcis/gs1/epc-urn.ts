import { checkDigit } from './check-digit.ts'
import type { Identifier, Malformed } from './identifier.ts'

const URN = /^urn:epc:(id|idpat|class):([a-z0-9]+):(.*)$/i

interface Key {
  readonly pattern: boolean
  readonly scheme: string
  readonly parts: readonly string[]
}

/** What an EPC URN names; undefined where the URI is none. */
export function parseEpcUrn(uri: string): Identifier | undefined {
  const match = URN.exec(uri)
  if (!match) return undefined
  const [, form = '', name = '', rest = ''] = match
  const key = { pattern: form.toLowerCase() === 'idpat', scheme: name.toLowerCase(), parts: rest.split('.') }
  switch (key.scheme) {
    case 'sgtin':
    case 'upui':
      return instanceOrClass(key)
    case 'lgtin':
      return lot(key)
    case 'itip':
      return piece(key)
    case 'sgln':
      return place(key)
    default:
      return { kind: 'other', scheme: key.scheme }
  }
}

function instanceOrClass({ pattern, scheme, parts }: Key): Identifier {
  const gtin = gtinOf(parts)
  const serial = decode(parts.slice(2).join('.'))
  if (!gtin || !serial || (pattern && serial !== '*'))
    return malformed(
      scheme,
      pattern ? `urn:epc:idpat:${scheme}:<prefix>.<item>.*` : `urn:epc:id:${scheme}:<prefix>.<item>.<serial>`,
    )
  return pattern ? { kind: 'trade-item', gtin } : { kind: 'trade-item', gtin, serial }
}

function lot({ scheme, parts }: Key): Identifier {
  const gtin = gtinOf(parts)
  const code = decode(parts.slice(2).join('.'))
  if (!gtin || !code) return malformed(scheme, 'urn:epc:class:lgtin:<prefix>.<item>.<lot>')
  return { kind: 'trade-item', gtin, lot: code }
}

function piece({ pattern, scheme, parts }: Key): Identifier {
  const gtin = gtinOf(parts)
  const [number, total] = [parts[2], parts[3]].map((p) => (p && /^\d{2}$/.test(p) ? Number(p) : 0))
  const serial = decode(parts.slice(4).join('.'))
  if (!gtin || !number || !total || !serial)
    return malformed(scheme, 'urn:epc:id:itip:<prefix>.<item>.<piece>.<total>.<serial>')
  const found = { kind: 'trade-item', gtin, piece: { number, total } } as const
  return pattern ? found : { ...found, serial }
}

function place({ scheme, parts }: Key): Identifier {
  const [company = '', location = ''] = parts
  const extension = decode(parts.slice(2).join('.'))
  if (!/^\d{6,12}$/.test(company) || !/^\d*$/.test(location) || company.length + location.length !== 12)
    return malformed(
      scheme,
      'urn:epc:id:sgln:<prefix>.<location>.<extension>, the first two with 12 digits in all',
    )
  const gln = company + location + checkDigit(company + location)
  return extension && extension !== '0' ? { kind: 'place', gln, extension } : { kind: 'place', gln }
}

/** Prefix and item reference (its first digit is the indicator) as a GTIN-14 with its check digit. */
function gtinOf([company = '', item = '']: readonly string[]): string | undefined {
  if (!/^\d{6,12}$/.test(company) || !/^\d+$/.test(item) || company.length + item.length !== 13)
    return undefined
  const digits = item[0] + company + item.slice(1)
  return digits + checkDigit(digits)
}

const malformed = (scheme: string, form: string): Malformed => ({
  kind: 'malformed',
  scheme,
  expected: scheme === 'sgln' ? form : `${form}, the first two with 13 digits in all`,
})

/** Characters that a URN may not hold stand as %XX; undefined where they are broken. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
