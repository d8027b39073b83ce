import type { KeptItem, Plant } from '@takt/contracts'

/** The master data that says which item an identifier means, and where in the plant a place is. */
export interface EpcisMasterData {
  /** The plant that reported the event, as the subject names it. */
  readonly plantId: string
  /** Undefined where it has not been published (yet). */
  readonly plant: Plant | undefined
  /** By GTIN-14. */
  itemByGtin(gtin: string): KeptItem | undefined
}
