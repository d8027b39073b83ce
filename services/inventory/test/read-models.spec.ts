import {
  type AllocatedPool,
  add,
  availableToPromise,
  countedStock,
  coverReservations,
  type DatedLine,
  DocumentType,
  GoodsReceiptReported,
  PlaceStockHold,
  ReleaseStockHold,
  type StockByStatus,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  subtract,
  sum,
} from '@takt/contracts'
import type { Projected } from '@takt/projections'
import { inventory } from '@takt/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocatedPools } from '../src/domain/stock-item/allocation-state.ts'
import { allottedOf, isOfLots } from '../src/domain/stock-item/allotments.ts'
import { lineOf, openSums, openTotal } from '../src/domain/stock-item/ledger.ts'
import { reservedSums, supposedAllotted } from '../src/domain/stock-item/reserved-sums.ts'
import type { StockItem as State } from '../src/domain/stock-item/state.ts'
import { amountOf, isItemHeld, stockByStatus } from '../src/domain/stock-item/stock.ts'
import { views } from '../src/views/index.ts'
import { foldOf } from './fold.ts'
import { type Played, play, reference } from './stock-item/play.ts'
import { POOLS, steps, transferSteps } from './stock-item/random.ts'

const RUNS = 100
const RULES = ['cumulativeLookAhead', 'cumulative', 'discrete'] as const

const byLot = (parts: readonly { lot: string; quantity: string }[]) =>
  Object.fromEntries(parts.map(({ lot, quantity }) => [lot, quantity]))

/** The events as the log gives them to a view. */
function projectedOf({ events, given }: Played, from: number): Projected[] {
  return events.map(({ type, data }, i) => ({
    ...{ type, data, id: `${given.messageId}-${i}`, stream: 'inventory.stockItem-P1:BOLT', plant: 'P1' },
    ...{ revision: from + i, position: String(from + i), messageId: given.messageId },
    ...{ occurredAt: given.occurredAt, recordedAt: given.now, correlationId: 'c' },
    ...{ causationId: null, source: 'spec', actor: null },
  }))
}

function follow(
  all: Parameters<typeof play>[0],
  look: (played: Played, read: ReturnType<typeof foldOf>) => void,
) {
  const fold = foldOf(views)
  let position = 0
  play(all, (played) => {
    for (const event of projectedOf(played, position)) fold.take(event)
    position += played.events.length
    look(played, fold)
  })
}

test('stock on hand as readers see it is what the aggregate decides with', () => {
  fc.assert(
    fc.property(steps, (all) => {
      follow(all, ({ state }, { rows }) => {
        for (const { lot, location, status, owner, quantity } of rows(inventory.stockOnHand))
          expect(quantity).toBe(amountOf(state, lot, location, status, owner))
        const [item] = rows(inventory.atpItem)
        for (const status of ['unrestricted', 'inInspection', 'blocked'] as const)
          expect(item?.[status] ?? '0').toBe(state.onHand[status] ?? '0')
        expect(item?.belowReorderPoint ?? false).toBe(state.belowReorderPoint)
        const raised = rows(inventory.stockException).filter(
          (e) => e.state === 'raised' && e.code !== 'rounded-to-zero' && e.code !== 'unknown-movement',
        )
        expect(raised.map((e) => e.exception).sort()).toEqual(Object.keys(state.exceptions).sort())
        const open = rows(inventory.reservation).filter((r) => r.state === 'open')
        const read = open.map((r) => [r.reservation, [r.open, r.kind, byLot(r.allotments)]] as const)
        const decided = Object.entries(state.reservations).map(
          ([id, r]) => [id, [r.open, isOfLots(r) ? 'hard' : 'soft', byLot(allottedOf(r))]] as const,
        )
        expect(Object.fromEntries(read)).toEqual(Object.fromEntries(decided))
        for (const r of rows(inventory.reservation)) if (r.state !== 'open') expect(r.allotments).toEqual([])
      })
    }),
    { numRuns: RUNS },
  )
})

test('available to promise from the read models equals what the aggregate promises by', () => {
  fc.assert(
    fc.property(
      fc.oneof(steps, transferSteps),
      fc.constantFrom(...RULES),
      fc.constantFrom(undefined, ...POOLS),
      (all, rule, pool) => {
        follow(all, ({ state, given }, { rows }) => {
          const common = { now: given.now, plant: reference.plant, horizonDays: 12, pool }
          const lines = rows(inventory.atpLine)
          const read = availableToPromise(
            {
              ...common,
              item: { held: (rows(inventory.atpItem)[0]?.itemHolds ?? 0) > 0 },
              stock: countedStock(stockIn(rows), reference.plant),
              supply: lines.filter((l) => l.kind === 'supply').flatMap(dated),
              demand: lines.filter((l) => l.kind === 'demand').flatMap(dated),
              reserved: reservedIn(rows),
              allotted: allottedIn(rows),
              allocations: poolsIn(rows),
            },
            rule,
          )
          expect(read).toEqual(availableToPromise({ ...common, ...decidedBy(state, given.now) }, rule))
        })
      },
    ),
    { numRuns: RUNS },
  )
})

/** As the gateway reads it: sums of the base statuses, and what lies in others. */
function stockIn(rows: ReturnType<typeof foldOf>['rows']): StockByStatus {
  const { unrestricted = '0', inInspection = '0' } = rows(inventory.atpItem)[0] ?? {}
  const others = rows(inventory.statusStock)
  const lots = rows(inventory.lot)
  const onHand: Record<string, string> = { unrestricted, inInspection }
  for (const { status, quantity } of others) onHand[status] = add(onHand[status] ?? '0', quantity)
  const days = new Map(lots.map(({ lot, expiresOn }) => [lot, expiresOn]))
  const parts = [
    ...lots.map(({ lot, unrestricted: amount }) => ({ status: 'unrestricted', lot, amount })),
    ...others.map(({ status, lot, quantity: amount }) => ({ status, lot, amount })),
  ]
  return {
    onHand,
    expiring: parts.flatMap(({ status, lot, amount }) => {
      const date = days.get(lot)
      return date ? [{ status, date, amount }] : []
    }),
  }
}

const poolsIn = (rows: ReturnType<typeof foldOf>['rows']): AllocatedPool[] => {
  const isAllocated = (row: { readonly state: string }) => row.state === 'allocated'
  return rows(inventory.allocation)
    .filter(isAllocated)
    .map(({ pool, carryOver }) => ({
      ...{ pool, carryOver: carryOver ?? undefined },
      periods: rows(inventory.allocationPeriod)
        .filter((row) => row.pool === pool && isAllocated(row))
        .sort((a, b) => (a.starts < b.starts ? -1 : 1))
        .map(({ starts, validUntil, releaseOn, guaranteed, max, open, issued }) => ({
          ...{ from: starts || undefined, until: validUntil ?? undefined, releaseOn: releaseOn ?? undefined },
          ...{ guaranteed: guaranteed ?? undefined, max: max ?? undefined, consumed: add(open, issued) },
        })),
    }))
}

/** A row in its parts, of which the plant counts the one and maybe not the other. */
const dated = (row: typeof inventory.atpLine.$inferSelect): DatedLine[] => {
  const { date, quantity, unconfirmed } = row
  const of = { date, type: DocumentType.parse(row.documentType), validUntil: row.validUntil ?? undefined }
  return [
    { ...of, amount: subtract(quantity, unconfirmed), confirmed: true },
    { ...of, amount: unconfirmed, confirmed: false },
  ].filter(({ amount }) => amount !== '0')
}

function reservedIn(rows: ReturnType<typeof foldOf>['rows']) {
  const open = rows(inventory.reservation).filter((r) => r.state === 'open')
  const line = (r: { documentType: string | null; documentId: string | null; documentLine: string | null }) =>
    `${r.documentType} ${r.documentId} ${r.documentLine ?? ''}`
  const demand = rows(inventory.atpLine).filter((l) => l.kind === 'demand')
  return [...new Set(open.map(line))].flatMap((key) =>
    coverReservations(
      open
        .filter((r) => line(r) === key)
        .map((r) => ({
          amount: r.open,
          date: (r.kind === 'soft' && r.date) || undefined,
          hard: r.kind === 'hard',
          expiresAt: r.expiresAt ?? undefined,
        })),
      demand.filter((l) => line(l) === key).flatMap(dated),
    ),
  )
}

function allottedIn(rows: ReturnType<typeof foldOf>['rows']) {
  const lastDays = new Map(rows(inventory.lot).map(({ lot, expiresOn }) => [lot, expiresOn]))
  const held = rows(inventory.reservation).flatMap((r) => (r.state === 'open' ? r.allotments : []))
  return held.flatMap(({ lot, quantity: amount }) => {
    const date = lastDays.get(lot)
    return date ? [{ date, amount }] : []
  })
}

/** What the aggregate's own sums say; every reservation that is past its time was recorded by the decision before. */
function decidedBy(state: State, now: string) {
  expect(Object.values(state.reservations).every((r) => (r.expiresAt ?? '~') > now)).toBe(true)
  return {
    item: { held: isItemHeld(state) },
    stock: countedStock(stockByStatus(state), reference.plant),
    supply: [...openSums(state.supply)],
    demand: [...openSums(state.demand)],
    reserved: [...reservedSums(state.reserved)],
    allotted: supposedAllotted(state, {}),
    allocations: allocatedPools(state.allocations),
  }
}

/** Every line of the read model against the aggregate's own. */
function expectSameLines({ state }: Played, { rows }: ReturnType<typeof foldOf>): void {
  for (const row of rows(inventory.orderLine)) {
    const type = DocumentType.parse(row.documentType)
    const document = { type, id: row.documentId, line: row.documentLine }
    const line = lineOf(state[row.kind], document)
    // What is over is remembered for a while only.
    if (!line) continue
    expect(row.open).toBe(openTotal(line))
    expect(row.fulfilled).toBe(line.fulfilled)
    expect(row.state === 'cancelled').toBe(line.cancelled ?? false)
    expect(row.quantity).toBe(sum(line.schedule.map((part) => part.amount)))
    expect(row.acknowledgedAt !== null).toBe(line.acknowledged !== undefined)
    if (line.requested)
      expect([row.requestedDate, row.requestedQuantity]).toEqual([line.requested.date, line.requested.amount])
  }
  for (const row of rows(inventory.promiseLine)) {
    const line = lineOf(state.demand, { type: 'salesOrder', id: row.promise, line: row.line })
    if (!line) continue
    expect(row.over).toBe(line.cancelled === true || line.promised === undefined)
    expect(row.fulfilled).toBe(line.fulfilled)
    if (row.over) continue
    expect(row.promised).toEqual(line.schedule)
    expect({ date: row.requestedDate, amount: row.requestedAmount }).toMatchObject({
      ...{ date: line.promised?.date, amount: line.promised?.amount },
    })
  }
}

test('a line as readers see it is the line that is decided with', () => {
  fc.assert(
    fc.property(fc.oneof(steps, transferSteps), (all) => follow(all, expectSameLines)),
    { numRuns: RUNS },
  )
})

test('a cancelled line stays cancelled for readers, whatever comes for it afterwards', () => {
  const step = (message: Played['step']['message']) => ({ message, minutes: 1, lateByMinutes: 0 })
  const whole = { type: 'purchaseOrder' as const, id: 'P-1' }
  const quantity = { amount: '20', unit: 'EA' }
  for (const document of [whole, { ...whole, line: '10' }])
    for (const named of [whole, { ...whole, line: '10' }, { ...whole, line: '20' }]) {
      const date = '2026-03-04'
      const past = [
        step(SupplyCancellationReported.create({ item: 'BOLT', document })),
        step(GoodsReceiptReported.create({ item: 'BOLT', quantity, document: whole })),
      ]
      const answer = SupplyAcknowledgementReported.create({ item: 'BOLT', document: named, confirmed: [] })
      follow([...past, step(answer)], expectSameLines)
      const order = SupplyReported.create({ item: 'BOLT', document: named, quantity, date })
      follow([...past, step(order)], expectSameLines)
    }
})

test('movements add up to stock on hand', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const fold = foldOf(views)
      let position = 0
      play(all, (played) => {
        for (const event of projectedOf(played, position)) fold.take(event)
        position += played.events.length
      })
      const sums = new Map<string, number>()
      for (const { location, lot, status, owner, quantity } of fold.rows(inventory.stockMovement)) {
        const key = `${location} ${lot} ${status} ${owner}`
        sums.set(key, Math.round(((sums.get(key) ?? 0) + Number(quantity)) * 10) / 10)
      }
      for (const { location, lot, status, owner, quantity } of fold.rows(inventory.stockOnHand))
        expect(sums.get(`${location} ${lot} ${status} ${owner}`)).toBe(Number(quantity))
    }),
    { numRuns: RUNS },
  )
})

test('a release that overtook its hold counts as no hold', () => {
  const step = (message: Played['step']['message']) => ({ message, minutes: 1, lateByMinutes: 0 })
  const all = [
    step(ReleaseStockHold.create({ hold: 'H-1', item: 'BOLT' })),
    step(PlaceStockHold.create({ hold: 'H-2', item: 'BOLT', reason: 'x' })),
  ]
  follow(all, (_, { rows }) => {
    const holds = rows(inventory.stockHold).filter((h) => h.state === 'placed' && h.lot === '')
    expect(rows(inventory.atpItem)[0]?.itemHolds).toBe(holds.length)
  })
})
