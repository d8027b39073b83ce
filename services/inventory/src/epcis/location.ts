import type { Plant } from '@takt/contracts'
import { parentPlace, placeKey } from './gs1/place-key.ts'
import { isObject, type JsonObject } from './json.ts'

/**
 * The plant's location where goods go in or out. In: where they are after the event (bizLocation), else where it was
 * seen (readPoint); out: the other way round, because after a shipment they are elsewhere. A place is found by its
 * SGLN in the plant's master data, else its parent (the GLN without extension); where none is known it is the plant's
 * default location.
 */
export function locationOf(event: JsonObject, direction: 'in' | 'out', plant: Plant): string {
  const names = direction === 'in' ? ['bizLocation', 'readPoint'] : ['readPoint', 'bizLocation']
  const keys = names.flatMap((name) => {
    const place = event[name]
    return isObject(place) && typeof place['id'] === 'string' ? [placeKey(place['id'])] : []
  })
  const index = indexOf(plant)
  for (const key of keys) {
    const found = index.get(key) ?? index.get(parentPlace(key) ?? '')
    if (found !== undefined) return found
  }
  return plant.defaultLocation
}

const indexes = new WeakMap<Plant, ReadonlyMap<string, string>>()

/** Place → location, worked out once for a plant's master data: it may have thousands. */
function indexOf(plant: Plant): ReadonlyMap<string, string> {
  const found = indexes.get(plant)
  if (found) return found
  const index = new Map<string, string>()
  for (const { location, sgln } of plant.locations ?? []) {
    const key = sgln === undefined ? undefined : placeKey(sgln)
    if (key !== undefined && !index.has(key)) index.set(key, location)
  }
  indexes.set(plant, index)
  return index
}
