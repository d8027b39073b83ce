import { Id, type KeptItem } from '@takt/contracts'
import type { Named } from './flows.ts'
import { hasCheckDigit } from './gs1/check-digit.ts'
import type { EpcisMasterData } from './master-data.ts'
import { unitOf } from './unit.ts'
import type { Place } from './validate/place.ts'

const AND_REPLAY = 'then replay this message'

/** Looks up what an event's lines need, and reports what is not there: one sentence each, with what to publish. */
export class Lookup {
  readonly master: EpcisMasterData
  readonly #reported = new Set<string>()

  constructor(master: EpcisMasterData) {
    this.master = master
  }

  item(gtin: string, { id, at }: Named): KeptItem | undefined {
    const item = this.master.itemByGtin(gtin)
    if (!item && this.#once(gtin)) {
      const digit = hasCheckDigit(gtin) ? '' : ', whose check digit is wrong'
      at.report(
        `${at.field} names the GTIN ${gtin} (${id})${digit}, which no item has: publish in.all.masterdata.item-published.v1 for its item with "${gtin}" in gtins, ${AND_REPLAY}`,
        'unknown-gtin',
      )
    }
    return item
  }

  unit(item: KeptItem, gtin: string, named: Named): string | undefined {
    const { uom, at } = named
    const unit = unitOf(item, gtin, named)
    if (unit === undefined && this.#once(`${item.item} ${uom}`))
      at.report(
        `${at.field} counts item ${item.item} in ${uom ?? 'EA (each)'}, which has no conversion to its base unit ${item.unit}: publish in.all.masterdata.item-published.v1 for ${item.item} with ${uom ?? 'EA'} in conversions, ${AND_REPLAY}`,
        'unknown-unit',
      )
    return unit
  }

  needsPlant(event: Place): void {
    const { plant, plantId } = this.master
    if (!plant && this.#once('plant'))
      event.report(
        `the plant ${plantId} is not known: publish in.all.masterdata.plant-published.v1 for it, ${AND_REPLAY}`,
        'unknown-plant',
      )
  }

  /** The id as stock keeps it; false, and reported, where it can be none. */
  id(what: 'lot' | 'serial', value: string | undefined, at: Place): string | undefined | false {
    if (value === undefined) return undefined
    const id = Id.safeParse(value)
    if (id.success) return id.data
    at.report(`${at.field} names a ${what} that ${id.error.issues[0]?.message}`, 'bad-identifier')
    return false
  }

  #once(what: string): boolean {
    const first = !this.#reported.has(what)
    this.#reported.add(what)
    return first
  }
}
