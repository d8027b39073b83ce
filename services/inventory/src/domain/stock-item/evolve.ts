import {
  AllocationConsumptionChanged,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationReleased,
  BackordersDecided,
  type DataOf,
  DemandCancelled,
  DemandScheduled,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  type LineState,
  LotDescribed,
  MovementReversed,
  PromiseRefused,
  PromiseSettled,
  PromisesRedistributed,
  poolText,
  RecountRequested,
  ReorderPointCleared,
  ReorderPointReached,
  ReservationAllotted,
  ReservationExpired,
  ReservationExtended,
  ReservationReleased,
  ReversalAwaited,
  type ScheduledAmount,
  StockAdjusted,
  StockAllocated,
  StockCountApproved,
  StockCounted,
  StockExceptionCleared,
  StockExceptionRaised,
  StockHoldPlaced,
  StockHoldReleased,
  StockOwnerChanged,
  StockPromised,
  StockReallocated,
  StockReserved,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  TransferAwaited,
  TransferClosed,
  TransferRecalled,
  TransferRecallFailed,
  TransferRecallRefused,
  TransferRecallRequested,
  TransferShipped,
} from '@takt/contracts'
import { answered } from './acknowledgements.ts'
import { allocationChanges } from './allocation-events.ts'
import type { Allocations } from './allocation-state.ts'
import { awaitNoMore } from './awaited-reversals.ts'
import { own, remember } from './bounded.ts'
import { effectsOf } from './effects.ts'
import { changeLine, plainSchedule } from './ledger.ts'
import { noteLastDays, noteLot } from './lots.ts'
import type { StockItemEvent } from './messages.ts'
import { rememberMovement } from './movement-memory.ts'
import { closeCount, noteMoved, openCount } from './open-count.ts'
import { noteAwaited, noteRecalled } from './plant-transfers.ts'
import { watchQuote } from './quotes.ts'
import { addReservation, allotTo, extendTo, leave, reservationOf } from './reserved.ts'
import { withCover } from './reserved-sums.ts'
import { moveSerials } from './serials.ts'
import type { Line, StockItem } from './state.ts'
import { move, neverArrived, setExpiry } from './stock.ts'

type Change<Data> = (stock: StockItem, data: Data) => void
type Changes = { readonly [E in StockItemEvent as E['type']]: Change<E['data']> }

/** Exceptions that nothing ever clears. */
const ABOUT_ONE_MESSAGE: ReadonlySet<string> = new Set([
  'rounded-to-zero',
  'unknown-movement',
  'transfer-not-recalled',
])

function toAllocations<Name extends keyof typeof allocationChanges>(name: Name) {
  const change = allocationChanges[name]
  return (stock: StockItem, data: Parameters<typeof change>[1]): void =>
    (change as (allocations: Allocations, data: unknown) => void)(stock.allocations, data)
}

/** What each event does to the state beside its effects on stock (`effectsOf`), in place. */
const changes: Changes = {
  [GoodsReceived.name]: (stock, { lines }) => settleLines(stock, lines),
  [GoodsIssued.name]: (stock, { lines, reservations }) => {
    for (const { reservation, open, allotments } of reservations ?? [])
      leave(stock, reservation, open, 'used', allotments)
    settleLines(stock, lines)
  },
  [StockTransferred.name]: () => {},
  [StockAdjusted.name]: (stock, { lines }) => settleLines(stock, lines),
  [StockStatusChanged.name]: (stock, { lines }) => settleLines(stock, lines),
  [StockOwnerChanged.name]: () => {},
  [ReversalAwaited.name]: (stock, { movement, reversal, reason }) => {
    stock.awaitedReversals[movement] = { reversal, reason }
  },
  [MovementReversed.name]: (stock, { movement, effects, lines, reservations, expiries }) => {
    for (const { lot } of effects) neverArrived(stock, lot, movement)
    awaitNoMore(stock, movement)
    delete stock.recalls[movement]
    for (const { lot, expiresOn } of expiries ?? []) setExpiry(stock, lot, expiresOn)
    for (const state of reservations ?? []) {
      if (own(stock.reservations, state.reservation))
        leave(stock, state.reservation, state.open, 'used', state.allotments)
      else addReservation(stock, state.reservation, reservationOf(state))
    }
    settleLines(stock, lines)
  },
  [SupplyScheduled.name]: (stock, data) =>
    schedule(stock, data, data.confirmed === undefined ? {} : { confirmed: data.confirmed }, data.schedule),
  [SupplyAcknowledged.name]: (stock, { lines, reportedAt, reference }) => {
    for (const state of lines)
      settleLine(stock, state, (line) => answered(line, state, reportedAt, reference))
  },
  [DemandScheduled.name]: (stock, data) => {
    schedule(stock, data, {
      ...(data.customer === undefined ? {} : { customer: data.customer }),
      ...(data.validUntil === undefined ? {} : { validUntil: data.validUntil }),
    })
    watchQuote(stock, data.document, data.validUntil)
  },
  [SupplyCancelled.name]: (stock, data) => cancel(stock, data),
  [DemandCancelled.name]: (stock, data) => {
    cancel(stock, data)
    watchQuote(stock, data.document, undefined)
  },
  [StockReserved.name]: (stock, { item: _, reported: __, quantity: { amount }, ...data }) =>
    addReservation(stock, data.reservation, reservationOf({ ...data, quantity: amount, open: amount })),
  [ReservationExtended.name]: (stock, { reservation, expiresAt }) => extendTo(stock, reservation, expiresAt),
  [ReservationAllotted.name]: (stock, { reservation, strategy, allotments }) =>
    allotTo(stock, reservation, strategy, allotments),
  [ReservationReleased.name]: (stock, { reservation }) => leave(stock, reservation, '0', 'released'),
  [ReservationExpired.name]: (stock, { reservation }) => leave(stock, reservation, '0', 'expired'),
  [StockPromised.name]: (stock, { policy, attempt, customer, lines, demand, reportedAt }) =>
    demand.forEach((state, i) => {
      const { requested, promised, policy: own = policy, priority } = lines[i] as (typeof lines)[number]
      settleLine(stock, state, (line) => {
        // Promised anew by itself, it is of its order still.
        const of = attempt ?? line.promised?.attempt
        line.schedule = promised
        line.reportedAt = reportedAt
        line.promised = {
          ...requested,
          policy: own,
          ...(priority === undefined ? {} : { priority }),
          ...(of === undefined ? {} : { attempt: of }),
        }
        delete line.cancelled
        if (customer !== undefined) line.customer = customer
      })
    }),
  [PromisesRedistributed.name]: (stock, { lines, demand }) =>
    demand.forEach((state, i) => {
      settleLine(stock, state, (line) => {
        line.schedule = (lines[i] as (typeof lines)[number]).after
      })
    }),
  [PromiseSettled.name]: (stock, { lines, demand }) =>
    demand.forEach((state, i) => {
      const { requested, promised } = lines[i] as (typeof lines)[number]
      settleLine(stock, state, (line) => {
        line.schedule = promised
        if (line.promised) line.promised.amount = requested.amount
      })
    }),
  // Both say what is not a change of stock.
  [BackordersDecided.name]: () => {},
  [PromiseRefused.name]: () => {},
  [StockHoldPlaced.name]: (stock, { hold, lot }) => {
    stock.holds[hold] = lot === undefined ? {} : { lot }
  },
  [StockHoldReleased.name]: (stock, { hold, reportedAt }) => {
    delete stock.holds[hold]
    remember(stock.releasedHolds, hold, reportedAt)
  },
  [StockCounted.name]: openCount,
  [StockCountApproved.name]: closeCount,
  [RecountRequested.name]: (stock, { count }) => {
    const open = own(stock.counts, count)
    if (open) open.recount = true
  },
  [StockScrapped.name]: () => {},
  [GoodsReturned.name]: (stock, { lines }) => settleLines(stock, lines),
  [TransferShipped.name]: () => {},
  [TransferAwaited.name]: (stock, data) => {
    settleLines(stock, data.lines)
    noteAwaited(stock, data)
  },
  [TransferClosed.name]: (stock, { lines }) => settleLines(stock, lines),
  [TransferRecallRequested.name]: (stock, { movement, reversal }) => {
    awaitNoMore(stock, movement)
    stock.recalls[movement] = reversal
  },
  [TransferRecalled.name]: (stock, data) => {
    settleLines(stock, data.lines)
    noteRecalled(stock, data)
  },
  // It says that nothing changed.
  [TransferRecallRefused.name]: () => {},
  [TransferRecallFailed.name]: (stock, { movement }) => {
    delete stock.recalls[movement]
  },
  [LotDescribed.name]: (stock, data) => noteLot(stock, data.lot, data, data.reportedAt),
  [StockAllocated.name]: toAllocations(StockAllocated.name),
  [StockReallocated.name]: toAllocations(StockReallocated.name),
  [AllocationReleased.name]: toAllocations(AllocationReleased.name),
  [AllocationExpired.name]: toAllocations(AllocationExpired.name),
  [AllocationPeriodEnded.name]: toAllocations(AllocationPeriodEnded.name),
  [AllocationConsumptionChanged.name]: toAllocations(AllocationConsumptionChanged.name),
  [ReorderPointReached.name]: (stock) => {
    stock.belowReorderPoint = true
  },
  [ReorderPointCleared.name]: (stock) => {
    stock.belowReorderPoint = false
  },
  [StockExceptionRaised.name]: (stock, { exception, code }) => {
    if (!ABOUT_ONE_MESSAGE.has(code)) stock.exceptions[exception] = code
  },
  [StockExceptionCleared.name]: (stock, { exception }) => {
    delete stock.exceptions[exception]
  },
}

export function evolve(stock: StockItem, event: StockItemEvent, messageId?: string): StockItem {
  if (messageId !== undefined) rememberMovement(stock, event, messageId)
  if (GoodsReceived.is(event) && event.data.lot !== '') noteLot(stock, event.data.lot, event.data)
  const effects = effectsOf(event)
  for (const effect of effects) move(stock, effect, messageId)
  moveSerials(stock, effects)
  noteMoved(stock, effects)
  const change = changes[event.type] as Change<unknown>
  change(stock, event.data)
  if (messageId !== undefined) noteLastDays(stock, event, messageId)
  return stock
}

type Scheduled = DataOf<typeof SupplyScheduled> | DataOf<typeof DemandScheduled>

function schedule(
  stock: StockItem,
  data: Scheduled,
  said: Pick<Line, 'confirmed' | 'customer' | 'validUntil'>,
  answer?: ScheduledAmount[],
): void {
  const { quantity, date, reportedAt, lines } = data
  const [state, ...others] = lines
  if (state)
    settleLine(stock, state, (line) => {
      line.schedule = answer ?? plainSchedule(date, quantity.amount, state.confirmed)
      line.reportedAt = reportedAt
      for (const key of ['cancelled', 'promised', 'confirmed', 'customer', 'validUntil', 'beyond'] as const)
        delete line[key]
      if (answer) line.requested = { date, amount: quantity.amount }
      else for (const key of ['acknowledged', 'requested'] as const) delete line[key]
      Object.assign(line, said)
    })
  settleLines(stock, others)
}

function cancel(stock: StockItem, { lines, reportedAt }: { lines: LineState[]; reportedAt: string }): void {
  for (const state of lines)
    settleLine(stock, state, (line) => {
      line.cancelled = true
      line.reportedAt = reportedAt
    })
}

const settleLines = (stock: StockItem, lines: readonly LineState[] = []): void => {
  for (const state of lines) settleLine(stock, state, () => {})
}

function settleLine(stock: StockItem, state: LineState, change: (line: Line) => void): void {
  const { kind, document, fulfilled } = state
  const apply = () =>
    changeLine(stock[kind], document, (line) => {
      line.fulfilled = fulfilled
      if (state.pool) line.pool = poolText(state.pool)
      else delete line.pool
      change(line)
    })
  if (kind === 'demand') withCover(stock, document, apply)
  else apply()
}
