import {
  GoodsReceived,
  type LotAbout,
  LotDescribed,
  MovementReversed,
  TransferAwaited,
} from '@takt/contracts'
import type { Decision } from '@takt/decider'
import type { Ask } from './ask.ts'
import type { LotDescription, StockItemEvent } from './messages.ts'
import type { Lot, StockItem } from './state.ts'
import { lotMade, lotOf, setExpiry } from './stock.ts'

const FIELDS = ['expiresOn', 'producedOn', 'retestOn', 'supplierLot', 'attributes'] as const

/** What is known of a lot changes; a new last day moves what of it can be promised. */
export function describeLot(stock: StockItem, data: LotDescription, ask: Ask): Decision<StockItemEvent> {
  const { item, lot } = data
  const known = lotOf(stock, lot)
  const said = newest(known, data, ask)
  const changed = FIELDS.filter((field) => said[field] !== undefined && !isSame(said[field], known?.[field]))
  if (changed.length === 0) return []
  return [
    LotDescribed.create({
      item,
      lot,
      unit: ask.item.unit,
      ...pick(said, changed),
      reportedAt: ask.occurredAt,
    }),
  ]
}

/** What is said of a lot without what a later word has said already. */
export function newest(known: Lot | undefined, said: LotAbout, { occurredAt }: Ask): LotAbout {
  const isLate = known?.describedAt !== undefined && occurredAt < known.describedAt
  return pick(
    said,
    FIELDS.filter((field) => said[field] !== undefined && !(isLate && known[field] !== undefined)),
  )
}

/** In place. */
export function noteLot(stock: StockItem, lot: string, said: LotAbout, reportedAt?: string): void {
  const { expiresOn, ...rest } = pick(said, FIELDS)
  if (expiresOn !== undefined) setExpiry(stock, lot, expiresOn)
  const entry = lotMade(stock, lot)
  Object.assign(entry, rest)
  if (reportedAt !== undefined && reportedAt > (entry.describedAt ?? '')) entry.describedAt = reportedAt
}

/** Who said the last days that an event changed, in place: a reversal restores none that others have said since. */
export function noteLastDays(stock: StockItem, event: StockItemEvent, messageId: string): void {
  if (GoodsReceived.is(event) || LotDescribed.is(event) || TransferAwaited.is(event)) {
    const { lot = '', expiresOn } = event.data
    if (lot !== '' && expiresOn !== undefined) lotMade(stock, lot).lastDayBy = messageId
  } else if (MovementReversed.is(event))
    for (const { lot } of event.data.expiries ?? []) lotMade(stock, lot).lastDayBy = messageId
}

const pick = (from: LotAbout, fields: readonly (keyof LotAbout)[]): LotAbout =>
  Object.fromEntries(fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])))

const isSame = (a: LotAbout[keyof LotAbout], b: LotAbout[keyof LotAbout]): boolean => sorted(a) === sorted(b)

const sorted = (value: LotAbout[keyof LotAbout]): string =>
  typeof value === 'object'
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : (value ?? '')
