import {
  AcknowledgeSupply,
  AdjustStock,
  AllocateStock,
  AllocationReported,
  AllotReservation,
  ApproveStockCount,
  BackorderClass,
  CancelDemand,
  ChangeStockOwner,
  ChangeStockStatus,
  CloseTransfer,
  ConvertReservation,
  DemandReported,
  DescribeLot,
  ExpectTransfer,
  ExpireReservations,
  ExtendReservation,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReturnReported,
  IssueGoods,
  LotDescriptionReported,
  MovementReversalReported,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  PromiseForOrder,
  PromiseStock,
  ReallocateStock,
  RecallTransfer,
  ReceiveGoods,
  RedistributeForRun,
  RedistributePromises,
  ReleaseAllocation,
  ReleaseReservation,
  ReleaseStockHold,
  RequestRecount,
  ReserveStock,
  ReturnGoods,
  ReverseMovement,
  ScrapReported,
  ScrapStock,
  SettlePromise,
  ShipTransfer,
  StockAdjustmentReported,
  StockCountReported,
  StockOwnerChangeReported,
  StockStatusChangeReported,
  StockTransferReported,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  TransferShipmentReported,
  TransferStock,
} from '@takt/contracts'
import fc from 'fast-check'
import type { StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { day } from './world.ts'

/** A message and how many minutes after the one before it is decided; some happened earlier than they came. */
export interface Step {
  readonly message: StockItemMessage
  readonly minutes: number
  readonly lateByMinutes: number
}

const item = 'BOLT'
const optional = <T extends object>(key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<T> =>
  fc.option(value, { nil: undefined, freq: 2 }).map((v) => (v === undefined ? {} : { [key]: v }) as T)
const merged = (...parts: fc.Arbitrary<object>[]) =>
  // biome-ignore lint/suspicious/noExplicitAny: the contracts' own types come back where a message is created
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as any)

const quantity = fc
  .record({
    amount: fc.oneof(
      fc.integer({ min: 1, max: 40 }).map(String),
      fc.integer({ min: 1, max: 400 }).map((n) => `${n / 10}`),
    ),
    unit: fc.constantFrom('EA', 'EA', 'EA', 'PR', 'DZN'),
  })
  .map((q) => ({ quantity: q }))
const location = optional('location', fc.constantFrom('RAW-01', 'FG-01', 'QA-01'))
const heldLot = fc.constantFrom<object>({ lot: 'L-1' }, { lot: 'L-2' }, { lot: 'L-3' }, { lot: 'L-3' }, {})
const lot = optional('lot', fc.constantFrom('L-1', 'L-2', 'L-3'))
const statuses = ['unrestricted', 'inInspection', 'blocked', 'bGrade', 'quarantine'] as const
const status = optional('status', fc.constantFrom('unrestricted', ...statuses))
const consignment = { kind: 'consignment', party: 'ACME' }
const owners = [undefined, undefined, undefined, undefined, consignment, { kind: 'customer', party: 'C-1' }]
const owner = fc.constantFrom(...owners).map((o) => (o ? { owner: o } : {}))
const expiresOn = optional('expiresOn', fc.integer({ min: -1, max: 6 }).map(day))
const plenty = fc
  .record({ amount: fc.integer({ min: 20, max: 200 }).map(String), unit: fc.constant('EA') })
  .map((q) => ({ quantity: q }))
const date = fc.integer({ min: -3, max: 9 }).map(day)
const reason = fc.constant({ reason: 'random' })
const reservation = fc.constantFrom('R-1', 'R-2', 'R-3', 'R-4')
const hold = fc.constantFrom('H-1', 'H-2', 'H-3')
const purchase = fc.record(
  {
    type: fc.constant('purchaseOrder' as const),
    id: fc.constant('P-1'),
    line: fc.constantFrom('10', '20'),
  },
  { requiredKeys: ['type', 'id'] },
)
const sale = fc.record(
  {
    type: fc.constant('salesOrder' as const),
    id: fc.constantFrom('S-1', 'S-2'),
    line: fc.constantFrom('10', '20'),
  },
  { requiredKeys: ['type', 'id'] },
)
const base = fc.constant({ item })

const receipt = merged(base, location, lot, status, owner, expiresOn, plenty, optional('document', purchase))
const issue = merged(
  base,
  location,
  lot,
  status,
  owner,
  quantity,
  optional('document', sale),
  optional('reservation', reservation),
)
const transfer = merged(
  base,
  fc.record({
    fromLocation: fc.constantFrom('RAW-01', 'FG-01', 'QA-01'),
    toLocation: fc.constantFrom('RAW-01', 'FG-01', 'QA-01'),
  }),
  lot,
  status,
  owner,
  quantity,
)
const adjustment = merged(
  base,
  location,
  lot,
  status,
  owner,
  reason,
  quantity,
  optional('document', fc.oneof(purchase, sale)),
  fc.boolean().map((down) => ({ down })),
).map(({ down, ...data }) =>
  down ? { ...data, quantity: { ...data.quantity, amount: `-${data.quantity.amount}` } } : data,
)
const change = merged(
  base,
  location,
  lot,
  owner,
  quantity,
  fc.record({ from: fc.constantFrom(...statuses), to: fc.constantFrom(...statuses) }),
)
const handover = merged(
  base,
  location,
  lot,
  status,
  quantity,
  fc.constantFrom(...owners).map((o) => (o ? { fromOwner: o } : {})),
  fc.constantFrom(...owners).map((o) => (o ? { toOwner: o } : {})),
)
const description = merged(
  base,
  expiresOn,
  fc.record({ lot: fc.constantFrom('L-1', 'L-2') }),
  optional('attributes', fc.constantFrom({ grade: 'A' }, { grade: 'B' })),
)
const later = (hours: number) => new Date(Date.UTC(2026, 2, 2, 8 + hours)).toISOString()
const inspection = fc.constantFrom({ type: 'inspection', id: 'I-1' }, { type: 'inspection', id: 'I-2' })
const quote = fc.constantFrom({ type: 'quote', id: 'Q-1' }, { type: 'quote', id: 'Q-2' })
const supply = merged(
  base,
  plenty,
  optional('confirmed', fc.boolean()),
  fc.record({ document: fc.oneof(purchase, purchase, purchase, inspection), date }),
)
const acknowledgement = merged(
  base,
  optional('reference', fc.constantFrom('A-1', 'A-2')),
  fc.record({
    document: purchase,
    confirmed: fc.array(merged(fc.record({ date }), quantity), { maxLength: 3 }),
  }),
)
export const POOLS = ['web', 'web/gold', 'web/silver', 'retail', 'retail/EU/small'] as const
const poolPath = fc.constantFrom(...POOLS).map((pool) => pool.split('/'))
const pool = optional('pool', poolPath)
const demand = merged(base, quantity, pool, fc.record({ document: sale, date }))
const quoted = merged(
  base,
  quantity,
  optional('validUntil', fc.integer({ min: -2, max: 72 }).map(later)),
  fc.record({ document: quote, date }),
)
const strategy = fc.constantFrom<object>({ strategy: 'fefo' }, { strategy: 'fifo' }).map((hard) => ({ hard }))
const givenLots = fc
  .uniqueArray(fc.tuple(fc.constantFrom('L-1', 'L-2', 'L-3'), fc.integer({ min: 1, max: 200 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([id]) => id,
  })
  .map((parts) => ({
    quantity: { amount: String(parts.reduce((all, [, n]) => all + n, 0) / 10), unit: 'EA' },
    hard: {
      strategy: 'given',
      lots: parts.map(([id, n]) => ({ lot: id, quantity: { amount: String(n / 10), unit: 'EA' } })),
    },
  }))
const wanted = merged(
  quantity,
  fc.oneof(lot, strategy, givenLots),
  optional('date', date),
  optional('document', fc.oneof({ weight: 3, arbitrary: sale }, quote)),
  fc.record({ reservation }),
)
const expiry = fc.option(fc.integer({ min: 1, max: 48 }).map(later), { nil: undefined, freq: 5 })
const common = merged(
  base,
  optional('policy', fc.constantFrom('all', 'part')),
  pool,
  expiry.map((expiresAt) => (expiresAt === undefined ? {} : { expiresAt })),
)
const reserve = merged(common, wanted)
/** Several lines of one request. */
export const reserveLines = merged(
  common,
  fc
    .uniqueArray(wanted, { minLength: 1, maxLength: 4, selector: (line) => line.reservation })
    .map((lines) => ({ lines })),
)
const allotting = merged(base, fc.record({ reservation }), fc.oneof(strategy, givenLots)).map(
  ({ quantity: _, ...data }) => data,
)
const promise = merged(
  base,
  pool,
  fc.record({
    promise: fc.constantFrom('S-1', 'S-3'),
    policy: fc.constantFrom('all', 'part', 'split', 'earliest'),
    lines: fc.uniqueArray(merged(fc.record({ line: fc.constantFrom('10', '20'), date }), quantity), {
      minLength: 1,
      maxLength: 2,
      selector: (l) => l.line,
    }),
  }),
)
const promiseForOrder = promise
  .map(PromiseStock.create)
  .map(({ data: { policy, lines, ...rest } }) =>
    PromiseForOrder.create({ ...rest, attempt: 1, lines: lines.map((line) => ({ ...line, policy })) }),
  )
const settlePromise = merged(
  base,
  fc.record({
    promise: fc.constantFrom('S-1', 'S-3'),
    attempt: fc.constant(1),
    lines: fc.uniqueArray(
      fc.record({
        line: fc.constantFrom('10', '20'),
        amount: fc.integer({ min: 0, max: 200 }).map((n) => String(n / 10)),
      }),
      { minLength: 1, maxLength: 2, selector: (l) => l.line },
    ),
  }),
)
const backorders = merged(
  base,
  reason,
  fc.record({
    run: fc.constantFrom('B-1', 'B-2'),
    lines: fc.uniqueArray(
      fc.record({
        document: fc.record({
          type: fc.constant('salesOrder' as const),
          id: fc.constantFrom('S-1', 'S-3', 'S-3'),
          line: fc.constantFrom('10', '20'),
        }),
        class: fc.constantFrom(...BackorderClass.options),
      }),
      { minLength: 1, maxLength: 3, selector: ({ document }) => `${document.id} ${document.line}` },
    ),
  }),
)
const few = fc.integer({ min: 0, max: 60 }).map((n) => ({ amount: String(n), unit: 'EA' }))
const allocation = merged(
  base,
  poolPath.map((path) => ({ pool: path })),
  optional('guaranteed', few),
  optional('max', few),
  optional('from', fc.integer({ min: -1, max: 1 }).map(day)),
  optional('until', fc.integer({ min: 0, max: 6 }).map(day)),
)
/** Some days each, one after the other or with days between; the first may be past in part. */
const periods = fc
  .tuple(
    fc.integer({ min: -2, max: 1 }),
    fc.array(
      fc.tuple(
        merged(optional('guaranteed', few), optional('max', few)),
        fc.nat(2),
        fc.nat(1),
        optional<{ releaseOn?: string }>('releaseOn', fc.integer({ min: -1, max: 6 }).map(day)),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([first, all]) => {
    let next = first
    return all.map(([each, length, gap, release]) => {
      const from = next + gap
      next = from + length + 1
      return { ...release, ...each, from: day(from), until: day(from + length) }
    })
  })
const allocationByPeriods = merged(
  base,
  poolPath.map((path) => ({ pool: path })),
  periods.map((all) => ({ periods: all })),
  optional('carryOver', fc.constantFrom('lapse', 'nextPeriod')),
)
const reallocation = merged(
  base,
  quantity,
  reason,
  optional('date', date),
  fc.record({ from: poolPath, to: poolPath }),
)
const order = merged(base, location, lot, quantity, fc.constant({ order: 'W-1' }))

const reversal = merged(base, reason, fc.record({ movement: fc.integer({ min: -3, max: 8 }).map(String) }))

const count = fc.record({ count: fc.constantFrom('C-1', 'C-2', 'C-3') })
const counting = merged(base, count, location, lot, status, quantity).map(
  ({ quantity: counted, ...data }) => ({
    ...data,
    counted,
  }),
)
const scrapping = merged(base, location, lot, status, quantity, fc.constant({ reasonCode: 'RUST' }))
const returning = merged(
  base,
  ...[location, lot, status, quantity, reason],
  optional('document', fc.oneof(purchase, sale)),
  fc.record({ direction: fc.constantFrom('fromCustomer', 'toSupplier'), reopen: fc.boolean() }),
)

const plantTransfer = fc.record({ transfer: fc.constantFrom('T-1', 'T-2') })
const transferLine = optional('line', fc.constantFrom('10', '20'))
const ofTransfer = merged(plantTransfer, transferLine).map(({ transfer: id, line }) => ({
  document: { type: 'transferOrder' as const, id, ...(line === undefined ? {} : { line }) },
}))
const shipping = merged(
  ...[base, plantTransfer, transferLine, location, lot, status, quantity],
  fc.record({ toPlant: fc.constantFrom('P2', 'P3'), expectedOn: date }),
)
const expecting = merged(
  ...[base, plantTransfer, transferLine, lot, quantity],
  fc.record({ fromPlant: fc.constant('P2'), expectedOn: date }),
  optional('expiresOn', date),
)
const recalling = merged(
  ...[base, plantTransfer, transferLine, quantity, reason],
  fc.record({
    ...{ movement: fc.constantFrom('x-1', 'x-2'), reversal: fc.constant('x-3') },
    ...{ fromPlant: fc.constant('P2'), expectedOn: date },
  }),
)

/** What moves stock, as somebody reports it. */
export const movement: fc.Arbitrary<StockItemMessage> = fc.oneof(
  receipt.map(GoodsReceiptReported.create),
  { weight: 3, arbitrary: issue.map(GoodsIssueReported.create) },
  transfer.map(StockTransferReported.create),
  adjustment.map(StockAdjustmentReported.create),
  change.map(StockStatusChangeReported.create),
  scrapping.map(ScrapReported.create),
  returning.map(GoodsReturnReported.create),
)

const message: fc.Arbitrary<StockItemMessage> = fc.oneof(
  { weight: 8, arbitrary: receipt.map(GoodsReceiptReported.create) },
  receipt.map(ReceiveGoods.create),
  { weight: 3, arbitrary: issue.map(GoodsIssueReported.create) },
  { weight: 5, arbitrary: issue.map(IssueGoods.create) },
  transfer.map(StockTransferReported.create),
  transfer.map(TransferStock.create),
  adjustment.map(StockAdjustmentReported.create),
  adjustment.map(AdjustStock.create),
  change.map(StockStatusChangeReported.create),
  change.map(ChangeStockStatus.create),
  description.map(LotDescriptionReported.create),
  description.map(DescribeLot.create),
  handover.map(StockOwnerChangeReported.create),
  handover.map(ChangeStockOwner.create),
  { weight: 2, arbitrary: reversal.map(MovementReversalReported.create) },
  { weight: 2, arbitrary: reversal.map(ReverseMovement.create) },
  { weight: 2, arbitrary: counting.map(StockCountReported.create) },
  { weight: 2, arbitrary: merged(base, count).map(ApproveStockCount.create) },
  merged(base, count).map(RequestRecount.create),
  scrapping.map(ScrapReported.create),
  scrapping.map(ScrapStock.create),
  returning.map(GoodsReturnReported.create),
  returning.map(ReturnGoods.create),
  { weight: 4, arbitrary: supply.map(SupplyReported.create) },
  { weight: 3, arbitrary: demand.map(DemandReported.create) },
  { weight: 2, arbitrary: acknowledgement.map(SupplyAcknowledgementReported.create) },
  acknowledgement.map(AcknowledgeSupply.create),
  { weight: 2, arbitrary: quoted.map(DemandReported.create) },
  merged(base, fc.record({ document: purchase })).map(SupplyCancellationReported.create),
  merged(base, fc.record({ document: sale })).map(CancelDemand.create),
  { weight: 8, arbitrary: reserve.map(ReserveStock.create) },
  { weight: 4, arbitrary: reserveLines.map(ReserveStock.create) },
  merged(
    base,
    fc.record({ reservation }),
    optional('expiresAt', fc.integer({ min: 1, max: 90 }).map(later)),
  ).map(ExtendReservation.create),
  { weight: 4, arbitrary: allotting.map(AllotReservation.create) },
  merged(base, fc.record({ reservation, document: sale, date })).map(ConvertReservation.create),
  merged(base, fc.record({ reservation })).map(ReleaseReservation.create),
  fc.constant(ExpireReservations.create({ item })),
  { weight: 3, arbitrary: promise.map(PromiseStock.create) },
  { weight: 2, arbitrary: promiseForOrder },
  settlePromise.map(SettlePromise.create),
  { weight: 4, arbitrary: backorders.map(RedistributePromises.create) },
  fc
    .record({ first: fc.constantFrom(...BackorderClass.options), short: fc.boolean() })
    .map(({ first, short }) =>
      RedistributeForRun.create({
        ...{ item, run: 'RUN', reason: 'random' },
        selection: { segments: [{ class: first, where: { short } }], rest: 'redistribute' },
      }),
    ),
  { weight: 3, arbitrary: allocation.map(AllocateStock.create) },
  { weight: 3, arbitrary: allocationByPeriods.map(AllocateStock.create) },
  allocation.map(AllocationReported.create),
  allocationByPeriods.map(AllocationReported.create),
  { weight: 4, arbitrary: reallocation.map(ReallocateStock.create) },
  merged(
    base,
    poolPath.map((path) => ({ pool: path })),
  ).map(ReleaseAllocation.create),
  order.map(PostConsumption.create),
  merged(order, fc.record({ status: fc.constantFrom('unrestricted', 'inInspection') })).map(
    PostProductionReceipt.create,
  ),
  merged(base, heldLot, reason, fc.record({ hold })).map(PlaceStockHold.create),
  { weight: 2, arbitrary: merged(base, heldLot, fc.record({ hold })).map(ReleaseStockHold.create) },
  merged(
    base,
    lot,
    location,
    quantity,
    fc.boolean().map((ok) => ({ ok })),
  ).map(({ ok, quantity: q, ...data }) =>
    PostUsageDecision.create({ ...data, inspection: 'I-1', ...(ok ? { accepted: q } : { rejected: q }) }),
  ),
)

const stepsOf = (messages: fc.Arbitrary<StockItemMessage>) =>
  fc.array(
    fc.record({
      message: messages,
      minutes: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 2000 })),
      lateByMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3000 })),
    }),
    { minLength: 12, maxLength: 40, size: 'max' },
  )

/** Anything that could come, in any order, with time passing. */
export const steps = stepsOf(message)

/** Mostly about pools, so that what depends on several of them is met often. */
export const poolSteps = stepsOf(
  fc.oneof(
    { weight: 2, arbitrary: receipt.map(GoodsReceiptReported.create) },
    { weight: 4, arbitrary: allocation.map(AllocateStock.create) },
    { weight: 4, arbitrary: allocationByPeriods.map(AllocateStock.create) },
    { weight: 4, arbitrary: reallocation.map(ReallocateStock.create) },
    { weight: 3, arbitrary: promise.map(PromiseStock.create) },
    { weight: 3, arbitrary: reserve.map(ReserveStock.create) },
    { weight: 2, arbitrary: message },
  ),
)

/** Mostly stock, orders and what is set aside of them, so that much of it is there to be had. */
export const reservationSteps = stepsOf(
  fc.oneof(
    {
      weight: 6,
      arbitrary: receipt.map((data) => GoodsReceiptReported.create({ ...data, status: 'unrestricted' })),
    },
    { weight: 2, arbitrary: supply.map(SupplyReported.create) },
    { weight: 2, arbitrary: demand.map(DemandReported.create) },
    { weight: 3, arbitrary: reserve.map(ReserveStock.create) },
    allotting.map(AllotReservation.create),
    allocation.map(AllocateStock.create),
    issue.map(IssueGoods.create),
  ),
)

/** With goods that go to other plants, come from them, and are taken back. */
export const transferSteps = stepsOf(
  fc.oneof(
    { weight: 20, arbitrary: message },
    { weight: 2, arbitrary: shipping.map(TransferShipmentReported.create) },
    shipping.map(ShipTransfer.create),
    { weight: 3, arbitrary: expecting.map(ExpectTransfer.create) },
    { weight: 2, arbitrary: recalling.map(RecallTransfer.create) },
    { weight: 2, arbitrary: merged(receipt, ofTransfer).map(GoodsReceiptReported.create) },
    merged(base, ofTransfer, quantity, fc.record({ date })).map(SupplyReported.create),
    merged(base, plantTransfer, transferLine, reason).map(CloseTransfer.create),
  ),
)
