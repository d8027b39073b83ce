import {
  AllocationConsumptionChanged,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationReleased,
  DemandCancelled,
  DemandScheduled,
  isPromisable,
  LotDescribed,
  PromiseSettled,
  PromisesRedistributed,
  ReorderPointCleared,
  ReorderPointReached,
  ReservationAllotted,
  ReservationExpired,
  ReservationExtended,
  ReservationReleased,
  StockAllocated,
  StockHoldPlaced,
  StockHoldReleased,
  StockPromised,
  StockReallocated,
  StockReserved,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  sum,
  TransferAwaited,
  TransferClosed,
  TransferRecalled,
  TransferShipped,
} from '@takt/contracts'
import { type Projected, project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements, unitOf } from './movements.ts'

const atpItem = inventory.atpItem
type Of = Pick<Projected, 'plant' | 'position' | 'occurredAt' | 'recordedAt'> & {
  readonly data: { readonly item: string }
}

const key = ({ plant, data }: Of) => ({ plant, item: data.item })
const last = ({ position, occurredAt, recordedAt }: Of) => ({
  position,
  lastOccurredAt: occurredAt,
  lastRecordedAt: recordedAt,
})

export const atpItems = view({
  name: 'atp_items',
  tables: [atpItem],
  on: [
    ...movements.map(([contract]) =>
      project(contract, (event, write) => {
        const { data } = event
        const effects = effectsIn(event).filter((e) => isPromisable(e.owner))
        const of = (status: string) => sum(effects.filter((e) => e.status === status).map((e) => e.amount))
        const sums = {
          unrestricted: of('unrestricted'),
          inInspection: of('inInspection'),
          blocked: of('blocked'),
          itemHolds: itemHolds(event),
        }
        write(atpItem).add(key(event), sums, { unit: unitOf(data), ...last(event) })
      }),
    ),
    ...[
      TransferShipped,
      TransferAwaited,
      TransferRecalled,
      StockReallocated,
      SupplyScheduled,
      DemandScheduled,
      StockReserved,
      ReservationAllotted,
      ReservationReleased,
      ReservationExpired,
      ReservationExtended,
    ].map((contract) =>
      project(contract, (event, write) =>
        write(atpItem).add(key(event), {}, { unit: event.data.quantity.unit, ...last(event) }),
      ),
    ),
    ...[SupplyCancelled, DemandCancelled, LotDescribed].map((contract) =>
      project(contract, (event, write) => write(atpItem).patch(key(event), last(event))),
    ),
    ...[
      SupplyAcknowledged,
      StockPromised,
      PromisesRedistributed,
      PromiseSettled,
      StockAllocated,
      AllocationReleased,
      AllocationExpired,
      AllocationPeriodEnded,
      AllocationConsumptionChanged,
    ].map((contract) =>
      project(contract, (event, write) =>
        write(atpItem).add(key(event), {}, { unit: event.data.unit, ...last(event) }),
      ),
    ),
    project(TransferClosed, (event, write) =>
      write(atpItem).add(key(event), {}, { unit: event.data.lost.unit, ...last(event) }),
    ),
    ...[ReorderPointReached, ReorderPointCleared].map((contract) =>
      project(contract, (event, write) => {
        const belowReorderPoint = event.type === ReorderPointReached.name
        const unit = event.data.position.unit
        write(atpItem).add(key(event), {}, { unit, belowReorderPoint, ...last(event) })
      }),
    ),
  ],
})

/** How a hold of the whole item, or its release, changes their number. */
function itemHolds({ type, data }: Projected): number {
  const event = { type, data }
  if (StockHoldPlaced.is(event)) return event.data.lot === undefined ? 1 : 0
  if (StockHoldReleased.is(event)) return event.data.lot === undefined && !event.data.overtook ? -1 : 0
  return 0
}
