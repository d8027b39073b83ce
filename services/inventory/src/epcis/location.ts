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
  for (const key of keys) {
    const found = known(plant, key) ?? known(plant, parentPlace(key))
    if (found !== undefined) return found
  }
  return plant.defaultLocation
}

const known = (plant: Plant, key: string | undefined): string | undefined =>
  key === undefined
    ? undefined
    : plant.locations?.find((l) => l.sgln !== undefined && placeKey(l.sgln) === key)?.location
