import {
  AcknowledgeSupply,
  AdjustStock,
  CancelDemand,
  CancelSupply,
  ChangeStockOwner,
  ChangeStockStatus,
  CloseTransfer,
  type DataOf,
  DemandCancellationReported,
  DemandReported,
  ExpectTransfer,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReturnReported,
  IssueGoods,
  LotDescriptionReported,
  max,
  negate,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  ReceiveGoods,
  ReleaseReservation,
  ReserveStock,
  ReturnGoods,
  ScheduleDemand,
  ScheduleSupply,
  ScrapReported,
  ScrapStock,
  ShipTransfer,
  StockAdjustmentReported,
  StockOwnerChangeReported,
  StockStatusChangeReported,
  StockTransferReported,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  subtract,
  TransferShipmentReported,
  TransferStock,
} from '@takt/contracts'
import { consumed, decided, type EffectOf, of, produced } from './atp-risk-effect.ts'
import {
  base,
  type Document,
  inAll,
  meets,
  open,
  type RiskEffect,
  scheduled,
  some,
  stock,
} from './atp-risk-world.ts'

type Receipt = DataOf<typeof ReceiveGoods>
const received: EffectOf<Receipt> = ({ status, owner, quantity, document }, world) => {
  const amount = base(world, quantity)
  const into = status ?? (world.item.inspectAtReceipt ? 'inInspection' : 'unrestricted')
  return amount === undefined
    ? null
    : [...stock(world, into, owner, amount), ...meets(world, 'supply', document, amount)]
}

type Issue = DataOf<typeof IssueGoods>
const issued: EffectOf<Issue> = ({ status = 'unrestricted', owner, quantity, document }, world) => {
  const amount = base(world, quantity)
  return amount === undefined
    ? null
    : [...stock(world, status, owner, negate(amount)), ...meets(world, 'demand', document, amount)]
}

type Adjustment = DataOf<typeof AdjustStock>
const adjusted: EffectOf<Adjustment> = ({ status = 'unrestricted', owner, quantity }, world) => {
  const amount = base(world, quantity)
  return amount === undefined ? null : stock(world, status, owner, amount)
}

const scrapped: EffectOf<DataOf<typeof ScrapStock>> = (data, world) => {
  const { status = 'unrestricted', owner, quantity } = data
  const amount = base(world, quantity)
  return amount === undefined ? null : stock(world, status, owner, negate(amount))
}

const returned: EffectOf<DataOf<typeof ReturnGoods>> = ({ direction, status, owner, quantity }, world) => {
  const amount = base(world, quantity)
  if (amount === undefined) return null
  return direction === 'fromCustomer'
    ? stock(world, status ?? 'inInspection', owner, amount)
    : stock(world, status ?? 'unrestricted', owner, negate(amount))
}

/** What counts at both places, or at neither, changes nothing. */
const moved = (less: RiskEffect[], more: RiskEffect[]): RiskEffect[] =>
  less.length > 0 && more.length > 0 ? [] : [...less, ...more]

const restated: EffectOf<DataOf<typeof ChangeStockStatus>> = ({ from, to, owner, quantity }, world) => {
  const amount = base(world, quantity)
  if (amount === undefined) return null
  return moved(stock(world, from, owner, negate(amount)), stock(world, to, owner, amount))
}

const handedOver: EffectOf<DataOf<typeof ChangeStockOwner>> = (data, world) => {
  const { status = 'unrestricted', fromOwner, toOwner, quantity } = data
  const amount = base(world, quantity)
  if (amount === undefined) return null
  return moved(stock(world, status, fromOwner, negate(amount)), stock(world, status, toOwner, amount))
}

type Line = Pick<DataOf<typeof ScheduleSupply>, 'document' | 'quantity'>
const told =
  (kind: 'supply' | 'demand'): EffectOf<Line> =>
  ({ document, quantity }, world) => {
    const amount = base(world, quantity)
    return amount === undefined ? null : some(kind, subtract(amount, scheduled(world, kind, document)))
  }

const cancelled =
  (kind: 'supply' | 'demand'): EffectOf<DataOf<typeof CancelSupply>> =>
  ({ document }, world) =>
    some(kind, negate(open(world, kind, document)))

const acknowledged: EffectOf<DataOf<typeof AcknowledgeSupply>> = ({ document, confirmed }, world) => {
  const amount = inAll(
    world,
    confirmed.map(({ quantity }) => quantity),
  )
  return amount === undefined ? null : some('supply', subtract(amount, scheduled(world, 'supply', document)))
}

type Transfer = Pick<DataOf<typeof ShipTransfer>, 'transfer' | 'line'>
const transferOrder = ({ transfer: id, line }: Transfer): Document => ({ type: 'transferOrder', id, line })

const shipped: EffectOf<DataOf<typeof ShipTransfer>> = (data, world) => {
  const { status = 'unrestricted', owner, quantity } = data
  const amount = base(world, quantity)
  if (amount === undefined) return null
  return [
    ...stock(world, status, owner, negate(amount)),
    ...meets(world, 'demand', transferOrder(data), amount),
  ]
}

const awaited: EffectOf<DataOf<typeof ExpectTransfer>> = (data, world) => {
  const amount = base(world, data.quantity)
  if (amount === undefined) return null
  return some('supply', max('0', subtract(amount, open(world, 'supply', transferOrder(data)))))
}

const reserved: EffectOf<DataOf<typeof ReserveStock>> = ({ lines, quantity, document }, world) => {
  const all = lines ?? [{ quantity, document }]
  // How much of it open demand covers depends on what else is reserved for the same line.
  if (all.some((line) => line.document !== undefined)) return null
  const amount = inAll(
    world,
    all.map((line) => line.quantity),
  )
  return amount === undefined ? null : some('reserved', amount)
}

const released: EffectOf<DataOf<typeof ReleaseReservation>> = ({ reservation }, world) => {
  const found = world.reservations.find((each) => each.reservation === reservation)
  if (found?.document != null) return null
  return found ? some('reserved', negate(found.amount)) : []
}

const nothing: EffectOf<unknown> = () => []

/** What each message of this context would change, by its subject. */
export const inventoryEffects = new Map([
  ...of('stock', received, GoodsReceiptReported, ReceiveGoods),
  ...of('stock', issued, GoodsIssueReported, IssueGoods),
  ...of('stock', adjusted, StockAdjustmentReported, AdjustStock),
  ...of('stock', scrapped, ScrapReported, ScrapStock),
  ...of('stock', returned, GoodsReturnReported, ReturnGoods),
  ...of('stock', restated, StockStatusChangeReported, ChangeStockStatus),
  ...of('stock', handedOver, StockOwnerChangeReported, ChangeStockOwner),
  ...of('stock', nothing, StockTransferReported, TransferStock, LotDescriptionReported),
  ...of('stock', shipped, TransferShipmentReported, ShipTransfer),
  ...of('stock', decided, PostUsageDecision),
  ...of('stock', consumed, PostConsumption),
  ...of('stock', produced, PostProductionReceipt),
  ...of('supply', awaited, ExpectTransfer),
  ...of(
    'supply',
    (data, world) => some('supply', negate(open(world, 'supply', transferOrder(data)))),
    CloseTransfer,
  ),
  ...of('supply', told('supply'), SupplyReported, ScheduleSupply),
  ...of('supply', cancelled('supply'), SupplyCancellationReported, CancelSupply),
  ...of('supply', acknowledged, SupplyAcknowledgementReported, AcknowledgeSupply),
  ...of('demand', told('demand'), DemandReported, ScheduleDemand),
  ...of('demand', cancelled('demand'), DemandCancellationReported, CancelDemand),
  ...of('reserved', reserved, ReserveStock),
  ...of('reserved', released, ReleaseReservation),
])
