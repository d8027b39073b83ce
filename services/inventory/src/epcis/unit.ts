import type { KeptItem } from '@takt/contracts'
import type { Named } from './flows.ts'

/** UN/ECE Recommendation 20 has three codes for one countable thing: each, one, piece. */
const EACH: readonly string[] = ['EA', 'C62', 'H87']

/**
 * The unit that a quantity is counted in, one that the item knows. Without a uom EPCIS counts objects: packings, where
 * the GTIN is a packing's, else it is each; an amount of an item that is not counted in pieces is then in its base unit. Undefined where the item does not know
 * the unit, or where a single object of an item is named that is not counted in pieces.
 */
export function unitOf(
  item: KeptItem,
  gtin: string,
  { uom, single }: Pick<Named, 'uom' | 'single'>,
): string | undefined {
  const knows = (unit: string): boolean => item.unit === unit || item.conversions.some((c) => c.unit === unit)
  const each = EACH.find(knows)
  const packing = item.conversions.find((conversion) => conversion.gtin === gtin)
  if (uom === undefined && packing) return packing.unit
  if (uom === undefined) return each ?? (single ? undefined : item.unit)
  if (knows(uom)) return uom
  return EACH.includes(uom) ? each : undefined
}
