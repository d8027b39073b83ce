import type { z } from 'zod'
import { Id } from '../fields.ts'
import { sum } from '../quantity.ts'
import type { AtpInput, Dated } from './atp/input.ts'

/** The statuses every plant has; a plant may configure more in its master data. */
export const BASE_STATUSES = ['unrestricted', 'inInspection', 'blocked'] as const

/** `unrestricted`, `inInspection`, `blocked`, or a code that the plant configures (`stockStatuses`). */
export const StockStatus = Id.meta({
  title: 'StockStatus',
  description: "unrestricted, inInspection, blocked, or a status of the plant's own (its stockStatuses)",
})
export type StockStatus = z.output<typeof StockStatus>

/** The status that held stock had, and gets back when its hold is released. */
export const UsableStatus = StockStatus.refine((status) => status !== 'blocked', 'must not be blocked')
export type UsableStatus = z.output<typeof UsableStatus>

/** What stock of a status is good for: to be promised, to be reserved and picked, to be issued by a request. */
export interface StatusUse {
  readonly atp: boolean
  readonly picking: boolean
  readonly consumption: boolean
}

export interface StatusSettings {
  readonly stockStatuses?: readonly (StatusUse & { readonly status: string })[] | undefined
}

const ALL: StatusUse = { atp: true, picking: true, consumption: true }
const NONE: StatusUse = { atp: false, picking: false, consumption: false }
const BASE = new Map<string, StatusUse>(BASE_STATUSES.map((s) => [s, s === 'unrestricted' ? ALL : NONE]))

/** What a status is good for at a plant; undefined where the plant does not know it. */
export const statusUse = (status: StockStatus, plant: StatusSettings): StatusUse | undefined =>
  BASE.get(status) ?? plant.stockStatuses?.find((own) => own.status === status)

export const statusesOf = ({ stockStatuses = [] }: StatusSettings): string[] => [
  ...BASE_STATUSES,
  ...stockStatuses.map((own) => own.status),
]

/** Own and consignment stock in base units, by status, and what of it expires, by its last day of use. */
export interface StockByStatus {
  readonly onHand: Readonly<Record<string, string>>
  readonly expiring: readonly (Dated & { readonly status: string })[]
}

/** The sum of the statuses that are good for a use. */
export const usableStock = (
  { onHand }: Pick<StockByStatus, 'onHand'>,
  plant: StatusSettings,
  use: keyof StatusUse,
): string =>
  sum(Object.entries(onHand).flatMap(([status, amount]) => (statusUse(status, plant)?.[use] ? amount : [])))

/**
 * Stock on hand as available to promise takes it: the statuses that the plant flags for it, as they are flagged now, or
 * those that a scope names instead. The aggregate and the read side both ask here.
 */
export function countedStock(
  stock: StockByStatus,
  plant: StatusSettings,
  statuses?: readonly string[] | undefined,
): AtpInput['stock'] {
  const counts = (status: string) => statuses?.includes(status) ?? statusUse(status, plant)?.atp ?? false
  // Counted as on hand it is not counted once more when it is released.
  const released = Object.hasOwn(stock.onHand, 'inInspection') && !counts('inInspection')
  return {
    unrestricted: sum(Object.entries(stock.onHand).flatMap(([s, amount]) => (counts(s) ? amount : []))),
    inInspection: released ? (stock.onHand['inInspection'] as string) : '0',
    expiring: stock.expiring.filter(({ status }) => counts(status)),
  }
}
