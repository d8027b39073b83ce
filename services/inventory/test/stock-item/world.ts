import {
  add,
  type DataOf,
  DemandScheduled,
  type DocumentRef,
  GoodsReceived,
  type ItemAtPlant,
  ItemChanged,
  itemAtPlant,
  type Plant,
  PlantChanged,
  SupplyScheduled,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import type { StockReference } from '../../src/domain/stock-item/ask.ts'
import { openSums } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import type { Ledger } from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'

export const NOW = '2026-03-02T08:00:00.000Z'
export const day = (n: number) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10)

export const plant: Plant = PlantChanged.example.data
/** Kept in lots, in kilograms to a gram, also in tonnes; reorder point 100 KGM. */
export const steel: ItemAtPlant = itemAtPlant(ItemChanged.example.data, 'P1')
export const item = (over: Partial<ItemAtPlant> & { item: string }): ItemAtPlant => ({
  description: over.item,
  unit: 'EA',
  decimals: 0,
  conversions: [],
  lotControlled: false,
  gtins: [],
  ...over,
})
export const bracket = item({ item: 'BRACKET' })
export const bolt = item({ item: 'BOLT', conversions: [{ unit: 'BX', numerator: 200, denominator: 1 }] })

export const of = (what: ItemAtPlant, at: Partial<Plant> = {}) => {
  const reference: StockReference = { item: what, plant: { ...plant, ...at } }
  return spec(StockItem, { reference, now: NOW, occurredAt: NOW })
}

export const ea = (amount: string) => ({ amount, unit: 'EA' })
export const kg = (amount: string) => ({ amount, unit: 'KGM' })

/** Stock of an item that was received before. */
export const inStock = (
  what: ItemAtPlant,
  amount: string,
  at: Partial<
    Pick<DataOf<typeof GoodsReceived>, 'location' | 'lot' | 'status' | 'owner' | 'expiresOn' | 'serials'>
  > = {},
) =>
  GoodsReceived.create({
    item: what.item,
    location: 'RAW-01',
    lot: '',
    status: 'unrestricted',
    quantity: { amount, unit: what.unit },
    ...at,
  })

export const purchase = (id: string, line = '10'): DocumentRef => ({ type: 'purchaseOrder', id, line })
export const sale = (id: string, line = '10'): DocumentRef => ({ type: 'salesOrder', id, line })

type Scheduled = DataOf<typeof SupplyScheduled>
const scheduled = (
  kind: 'supply' | 'demand',
  what: ItemAtPlant,
  document: DocumentRef,
  amount: string,
  date: string,
): Scheduled => ({
  item: what.item,
  document,
  quantity: { amount, unit: what.unit },
  date,
  reportedAt: '2026-03-01T00:00:00.000Z',
  lines: [
    { kind, document, fulfilled: '0', confirmed: kind === 'supply', open: [{ date, amount, of: amount }] },
  ],
})
export const supplyOf = (what: ItemAtPlant, document: DocumentRef, amount: string, date: string) =>
  SupplyScheduled.create(scheduled('supply', what, document, amount, date))
export const demandOf = (what: ItemAtPlant, document: DocumentRef, amount: string, date: string) =>
  DemandScheduled.create(scheduled('demand', what, document, amount, date))

/** What is open by day, of all kinds of document. */
export function byDay(ledger: Ledger): Record<string, string> {
  const days: Record<string, string> = {}
  for (const { date, amount } of openSums(ledger)) days[date] = add(days[date] ?? '0', amount)
  return days
}

type Spec = ReturnType<ReturnType<typeof of>['given']>
type When = Parameters<Spec['when']>
type Outcome = ReturnType<Spec['when']>
export interface Story {
  when(...next: When): Outcome & Story
}

/** Decides one message after the other, each on all that came of those before. */
export const story = (
  what: ItemAtPlant,
  past: readonly StockItemEvent[] = [],
  at: Partial<Plant> = {},
): Story => ({
  when(...message) {
    const outcome = of(what, at)
      .given(...past)
      .when(...message)
    return {
      ...outcome,
      when: (...next) => story(what, [...past, ...outcome.events()], at).when(...next),
    }
  },
})
