import { dayOf } from './expiry.ts'
import { isObject, type JsonObject } from './json.ts'
import { expand, type Namespaces } from './namespaces.ts'

/** What an event's ILMD says of the lot of its objects. */
export interface LotData {
  readonly lot?: string
  /** `YYYY-MM-DD` */
  readonly expiresOn?: string
}

/** The CBV's master data attributes, by URN or web URI, and the same of the GS1 Web Vocabulary. */
const LOT =
  /^(cbvmda:|urn:epcglobal:cbv:mda[:#]?|https?:\/\/(ref|ns)\.gs1\.org\/(standards\/)?cbv\/(mda[:#/-])?)lotNumber$|^https?:\/\/(www\.)?gs1\.org\/voc\/hasBatchLotNumber$/
const EXPIRY =
  /^(cbvmda:|urn:epcglobal:cbv:mda[:#]?|https?:\/\/(ref|ns)\.gs1\.org\/(standards\/)?cbv\/(mda[:#/-])?)itemExpirationDate$|^https?:\/\/(www\.)?gs1\.org\/voc\/expirationDate$/

export function lotData(event: JsonObject, namespaces: Namespaces): LotData {
  const ilmd = event['ilmd']
  if (!isObject(ilmd)) return {}
  const find = (names: RegExp): unknown => {
    const found = Object.keys(ilmd).find((name) => names.test(name) || names.test(expand(name, namespaces)))
    return found === undefined ? undefined : literal(ilmd[found])
  }
  const lot = find(LOT)
  const expiresOn = dayOf(find(EXPIRY))
  return {
    ...(typeof lot === 'string' && lot.trim() !== '' ? { lot: lot.trim() } : {}),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  }
}

/** A literal as text: bare, or JSON-LD's `{"@value": …}`. */
function literal(written: unknown): unknown {
  const value = isObject(written) ? written['@value'] : written
  return typeof value === 'number' ? String(value) : value
}
