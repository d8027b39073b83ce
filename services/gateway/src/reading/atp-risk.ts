import {
  AdjustStock,
  type AnyContract,
  add,
  DemandReported,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  negate,
  PostConsumption,
  PostProductionReceipt,
  type Quantity,
  ReceiveGoods,
  StockAdjustmentReported,
  SupplyReported,
  subtract,
  sum,
  toBaseUnit,
} from '@takt/contracts'
import type { AtpFacts } from './atp-facts.ts'
import type { OpenLine, ParkedAtItem } from './atp-rows.ts'

type Side = 'stock' | 'supply' | 'demand'

export interface RiskyMessage extends ParkedAtItem {
  /** What it would change; null where its data do not tell. */
  readonly side: Side | null
  /** By how much, in base units, signed; null where its data do not tell. */
  readonly quantity: string | null
}

/** What parked messages would change. Amounts are signed sums in base units, of those whose data tell an amount. */
export interface AtRisk {
  readonly stock: string
  readonly supply: string
  readonly demand: string
  readonly messages: readonly RiskyMessage[]
}

interface Said {
  readonly quantity?: Quantity
  readonly document?: { readonly type: string; readonly id: string; readonly line?: string }
}

const effect = (side: Side, sign: (amount: string) => string, ...contracts: AnyContract[]) =>
  contracts.map((contract) => [contract.subjectName, { side, sign }] as const)
const same = (amount: string) => amount

/** By message name. What moves stock within a plant, or changes its status, changes nothing in sum. */
const EFFECTS = new Map([
  ...effect('stock', same, GoodsReceiptReported, ReceiveGoods, PostProductionReceipt),
  ...effect('stock', same, StockAdjustmentReported, AdjustStock),
  ...effect('stock', negate, GoodsIssueReported, IssueGoods, PostConsumption),
  ...effect('supply', same, SupplyReported),
  ...effect('demand', same, DemandReported),
])

export function atRisk(
  parked: readonly ParkedAtItem[],
  lines: readonly OpenLine[],
  item: NonNullable<AtpFacts['item']>,
): AtRisk {
  const messages = parked.map((message): RiskyMessage => {
    const found = EFFECTS.get(message.subject.split('.')[3] ?? '')
    const data = found && dataOf(message.body)
    const amount = data?.quantity && amountOf(data.quantity, item)
    if (!found || !data || amount === undefined)
      return { ...message, side: found?.side ?? null, quantity: null }
    const known = found.side === 'stock' ? '0' : scheduled(lines, found.side, data)
    return { ...message, side: found.side, quantity: subtract(found.sign(amount), known) }
  })
  const total = (side: Side) => sum(messages.flatMap((m) => (m.side === side ? (m.quantity ?? []) : [])))
  return { stock: total('stock'), supply: total('supply'), demand: total('demand'), messages }
}

/** A report of a line says all of it anew: what is scheduled of it already would not come on top. */
const scheduled = (lines: readonly OpenLine[], side: Side, { document }: Said): string =>
  lines
    .filter((l) => l.kind === side && l.type === document?.type && l.id === document.id)
    .filter((l) => l.line === (document?.line ?? ''))
    .reduce((all, line) => add(all, line.original), '0')

function amountOf(quantity: Quantity, item: NonNullable<AtpFacts['item']>): string | undefined {
  try {
    return toBaseUnit(quantity, item)?.amount
  } catch {
    // It is parked because something is wrong with it; the quantity may be what is.
    return undefined
  }
}

/** The data of a message as it arrived, plain or in a CloudEvent; undefined where it is not JSON. */
function dataOf(body: string | null): Said | undefined {
  try {
    const value = JSON.parse(body ?? '') as Said & { specversion?: unknown; data?: Said }
    const data = value.specversion === undefined ? value : value.data
    return typeof data === 'object' && data !== null ? data : undefined
  } catch {
    return undefined
  }
}
