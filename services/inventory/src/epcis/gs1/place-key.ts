import { hasCheckDigit } from './check-digit.ts'
import { parseIdentifier } from './identifier.ts'

/**
 * One key for every way to write a place: `4012345000054` or `4012345000054.12` for an SGLN (EPC URN, Digital Link, or
 * a bare GLN of 13 digits), the URI itself for a place that GS1 does not number.
 */
export function placeKey(uri: string): string {
  const text = uri.trim()
  if (/^\d{13}$/.test(text) && hasCheckDigit(text)) return text
  const id = parseIdentifier(text)
  if (id.kind !== 'place') return text
  return id.extension === undefined ? id.gln : `${id.gln}.${id.extension}`
}

/** The place that a sub-place (one with an extension) belongs to; undefined where it is none. */
export const parentPlace = (key: string): string | undefined => /^(\d{13})\../.exec(key)?.[1]
