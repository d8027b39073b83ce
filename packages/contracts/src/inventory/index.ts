import * as commands from './commands/index.ts'
import { epcisContracts } from './epcis/index.ts'
import * as events from './events/index.ts'
import * as facts from './facts/index.ts'
import { PreviewBackorders } from './queries/preview-backorders.ts'
import { StockAsOf } from './queries/stock-as-of.ts'

export {
  CarryOver as CarryOverPolicy,
  type PeriodState,
  POOL_PERIODS,
  type PoolState,
} from './allocation-fields.ts'
export type { Allotment, HardReservation, ReservationStrategy } from './allotment.ts'
export * from './atp/index.ts'
export { BackorderClass, type RedistributedLine } from './backorder-fields.ts'
export { type ItemOutcome, RUN_ITEMS } from './backorder-run-fields.ts'
export {
  type BackorderFilter,
  BackorderSelection,
  type BackorderSort,
  SELECTED_LINES,
  type WhichLines,
} from './backorder-selection.ts'
export * from './commands/index.ts'
export * from './epcis/index.ts'
export * from './events/index.ts'
export * from './facts/index.ts'
export {
  type DatedAmount,
  DocumentRef,
  DocumentType,
  type LineState,
  type ReservationState,
  type ReservationUse,
  type ScheduledAmount,
  type StockEffect,
  StockExceptionCode,
} from './fields.ts'
export { LOT_ATTRIBUTES, type LotAbout } from './lot.ts'
export type { Before } from './moved.ts'
export { isPromisable, Owner, ownerKey, ownerOf } from './owner.ts'
export { type Alternative, type LineRefusal, PromisePolicy } from './promise-fields.ts'
export { PreviewBackorders, type PreviewBackordersAnswer } from './queries/preview-backorders.ts'
export { type FirstOf, MAX_AS_OF_ROWS, StockAsOf, type StockAsOfAnswer } from './queries/stock-as-of.ts'
export { RESERVATION_LINES } from './reservation-fields.ts'
export { MAX_SERIALS, miscounted } from './serials.ts'
export {
  BASE_STATUSES,
  countedStock,
  type StatusSettings,
  type StatusUse,
  type StockByStatus,
  StockStatus,
  statusesOf,
  statusUse,
  type UsableStatus,
  usableStock,
} from './stock-status.ts'

/** Every message of the inventory: what the folders of commands, events and facts export, and nothing else is there. */
export const inventoryContracts = [
  ...Object.values(commands),
  ...Object.values(events),
  ...Object.values(facts),
  StockAsOf,
  PreviewBackorders,
  ...epcisContracts,
] as const
