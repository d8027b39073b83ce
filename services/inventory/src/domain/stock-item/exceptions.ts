import {
  add,
  compare,
  type DataOf,
  GoodsIssued,
  GoodsReceived,
  isNegative,
  isPromisable,
  isZero,
  LotDescribed,
  max,
  ownerOf,
  StockExceptionCleared,
  type StockExceptionCode,
  StockExceptionRaised,
  StockHoldReleased,
  type StockStatus,
  statusUse,
  subtract,
  sum,
} from '@takt/contracts'
import { countsFrom } from './allotments.ts'
import { type Ask, owned } from './ask.ts'
import { reversalMatters } from './awaited-reversals.ts'
import { own } from './bounded.ts'
import { countMatters } from './count-unclear.ts'
import type { Effect, Outcome } from './effects.ts'
import type { StockItemEvent } from './messages.ts'
import { missingAllotments } from './missing-allotments.ts'
import { missingSerials } from './missing-serials.ts'
import { transferLines } from './plant-transfers.ts'
import { reservedSums } from './reserved-sums.ts'
import { serialMatters } from './serial-exceptions.ts'
import type { StockItem } from './state.ts'
import { amountOf, isHeld, lotOf, standings, stockByStatus, usable } from './stock.ts'
import { isExpired, ofOwner, todayOf } from './stock-checks.ts'

type Raised = Omit<DataOf<typeof StockExceptionRaised>, 'exception' | 'code' | 'item' | 'sentence'>

/** One matter: whether it stands after the decision, and what there is to say of it. */
export interface Matter {
  readonly exception: string
  readonly code: StockExceptionCode
  readonly stands: boolean
  readonly sentence: string
  readonly details?: Raised
}

/** Raises what stands now and did not before, and clears what stood before and does not now. */
export function exceptions(stock: StockItem, outcome: Outcome, ask: Ask): StockItemEvent[] {
  const matters = [
    ...negativeStock(stock, outcome, ask),
    ...missingLots(stock, outcome, ask),
    ...serialMatters(stock, outcome, ask),
    ...heldLots(stock, outcome, ask),
    ...expiredLots(stock, outcome, ask),
    ...missingReserves(stock, outcome, ask),
    ...missingAllotments(stock, outcome, ask),
    ...missingSerials(stock, outcome, ask),
    ...countMatters(stock, outcome, ask),
    ...overReceived(stock, outcome, ask),
    ...nothingLeft(outcome, ask),
    ...reversalMatters(stock, outcome),
  ]
  const { item } = ask.item
  return matters.flatMap(({ exception, code, stands, sentence, details }) => {
    const stood = own(stock.exceptions, exception) !== undefined
    if (stands === stood) return []
    const event = { exception, code, item, sentence }
    return [
      stands ? StockExceptionRaised.create({ ...event, ...details }) : StockExceptionCleared.create(event),
    ]
  })
}

type Touched = Omit<Effect, 'heldFrom' | 'serials'>

/** What is there after the decision, in every place, lot, status and owner that it touched. */
function touched(stock: StockItem, { effects }: Outcome): Touched[] {
  const after = new Map<string, Touched>()
  for (const { location, lot, status, owner, amount } of effects) {
    const key = `${location}\n${lot}\n${status}\n${owner}`
    const before = after.get(key)?.amount ?? amountOf(stock, lot, location, status, owner)
    after.set(key, { location, lot, status, owner, amount: add(before, amount) })
  }
  return [...after.values()]
}

const negativeStock = (stock: StockItem, outcome: Outcome, { item }: Ask): Matter[] =>
  touched(stock, outcome).map(({ location, lot, status, owner, amount }) => {
    const ofLot = lot === '' ? '' : ` lot ${lot}`
    const stands = isNegative(amount)
    const is = `${item.item}${ofLot} at ${location} is at ${amount} ${item.unit} ${status}${ofOwner(owner)}`
    return {
      exception: `negative-stock:${location}:${lot}:${status}${owner === '' ? '' : `:${owner}`}`,
      code: 'negative-stock' as const,
      stands,
      sentence: stands ? `${is}: a receipt or a correction is missing.` : `${is}.`,
      details: {
        location,
        lot,
        status,
        ...owned(ownerOf(owner)),
        quantity: { amount, unit: item.unit },
      },
    }
  })

function missingLots(stock: StockItem, outcome: Outcome, { item }: Ask): Matter[] {
  if (!item.lotControlled) return []
  const changed = outcome.effects.filter((e) => e.lot === '')
  return [...new Set(changed.map((e) => e.location))].map((location) => {
    const left = new Map<string, string>()
    for (const at of [...standings(stock, ''), ...changed])
      if (at.location === location) {
        const key = `${at.status}\n${at.owner}`
        left.set(key, add(left.get(key) ?? '0', at.amount))
      }
    const stands = [...left.values()].some((amount) => !isZero(amount))
    return {
      exception: `lot-missing:${location}`,
      code: 'lot-missing' as const,
      stands,
      sentence: stands
        ? `${item.item} is kept in lots, yet some of it was booked at ${location} without one: name its lot by an adjustment.`
        : `Nothing of ${item.item} at ${location} is without a lot.`,
      details: { location, lot: '' },
    }
  })
}

/** Used although on hold; settled when no hold is left on the lot. */
function heldLots(stock: StockItem, { events }: Outcome, { item }: Ask): Matter[] {
  const matters: Matter[] = []
  for (const event of events) {
    if (GoodsIssued.is(event) && isHeld(stock, event.data.lot)) {
      const { lot, location, quantity, document } = event.data
      matters.push({
        exception: `held-lot-used:${lot}`,
        code: 'held-lot-used',
        stands: true,
        sentence: `${quantity.amount} ${item.unit} of ${named(item.item, lot)} were used at ${location} although it is on hold.`,
        details: { location, lot, quantity, ...(document ? { document } : {}) },
      })
    }
    if (StockHoldReleased.is(event))
      for (const [exception, code] of Object.entries(stock.exceptions)) {
        const lot = exception.slice('held-lot-used:'.length)
        if (code !== 'held-lot-used' || isHeld(stock, lot, event.data.hold)) continue
        matters.push({
          exception,
          code,
          stands: false,
          sentence: `${named(item.item, lot)} is on hold no more.`,
        })
      }
  }
  return matters
}

const named = (item: string, lot: string) => (lot === '' ? item : `lot ${lot} of ${item}`)

/** Used past its last day: it stands until somebody settles the alert. */
const expiredLots = (stock: StockItem, { events }: Outcome, ask: Ask): Matter[] =>
  events.filter(GoodsIssued.is).flatMap(({ data }) => {
    if (!isExpired(stock, data.lot, todayOf(ask))) return []
    const { lot, location, quantity, document } = data
    return [
      {
        exception: `expired-lot-used:${lot}`,
        code: 'expired-lot-used' as const,
        stands: true,
        sentence: `${quantity.amount} ${quantity.unit} of ${named(data.item, lot)} were used at ${location} past its last day.`,
        details: { location, lot, quantity, ...(document ? { document } : {}) },
      },
    ]
  })

/** More is reserved from stock on hand than is there: something was taken, blocked or expired that others had reserved. */
function missingReserves(stock: StockItem, outcome: Outcome, ask: Ask): Matter[] {
  const { item } = ask
  const { setAside } = outcome
  const stood = own(stock.exceptions, 'reserved-stock-missing') !== undefined
  // Most items have no reservations: nothing of theirs can be missing.
  if (!stood && setAside === '0' && Object.keys(stock.reserved).length === 0) return []
  const onHand = pickable(stock, outcome, ask)
  const fromHand = [...reservedSums(stock.reserved)].filter((r) => r.date === undefined)
  const over = ask.expired
    .flatMap((id) => own(stock.reservations, id) ?? [])
    .filter((r) => countsFrom(r) === undefined)
  const standing = subtract(sum(fromHand.map((r) => r.amount)), sum(over.map((r) => r.open)))
  const reserved = add(standing, setAside)
  const stands = compare(reserved, max('0', onHand)) > 0
  const is = `${reserved} ${item.unit} of ${item.item} are reserved from stock on hand, and ${onHand} ${item.unit} are there`
  return [
    {
      exception: 'reserved-stock-missing',
      code: 'reserved-stock-missing',
      stands,
      sentence: stands ? `${is}: find other stock, or release reservations.` : `${is}.`,
      details: { quantity: { amount: subtract(onHand, reserved), unit: item.unit } },
    },
  ]
}

/** What can be picked after the decision and has not expired. */
function pickable(stock: StockItem, { effects, events }: Outcome, ask: Ask): string {
  const { plant } = ask
  const today = todayOf(ask)
  const isPicked = (status: StockStatus) => statusUse(status, plant)?.picking === true
  const isOver = (expiresOn: string | undefined) => (expiresOn ?? '~') < today
  const added = effects.filter((e) => isPicked(e.status) && isPromisable(e.owner))
  const expired = stockByStatus(stock).expiring.filter(({ date, status }) => isOver(date) && isPicked(status))
  let onHand = subtract(
    sum([usable(stock, plant, 'picking'), ...added.map((e) => e.amount)]),
    sum(expired.map(({ amount }) => amount)),
  )
  // Of lots that the decision touched it is the last day after it that counts.
  const days = new Map(events.flatMap(newDay))
  for (const lot of new Set([...added.map((e) => e.lot), ...days.keys()])) {
    const known = lotOf(stock, lot)
    const before = usable(known, plant, 'picking')
    const after = sum([before, ...added.filter((e) => e.lot === lot).map((e) => e.amount)])
    if (isOver(known?.expiresOn)) onHand = add(onHand, before)
    if (isOver(days.get(lot) ?? known?.expiresOn)) onHand = subtract(onHand, after)
  }
  return onHand
}

function newDay(event: StockItemEvent): [lot: string, expiresOn: string][] {
  if (!GoodsReceived.is(event) && !LotDescribed.is(event)) return []
  const { lot, expiresOn } = event.data
  return expiresOn === undefined ? [] : [[lot, expiresOn]]
}

/** More of a transfer came in than the other plant shipped; settled once it says that it shipped more. */
const overReceived = (stock: StockItem, { events }: Outcome, { item }: Ask): Matter[] =>
  events
    .flatMap((event) => transferLines(stock, event))
    .map(({ document, fulfilled, shipped }) => {
      const ofLine = document.line === undefined ? '' : ` line ${document.line}`
      return {
        exception: `transfer-over-received:${document.id}:${document.line ?? ''}`,
        code: 'transfer-over-received' as const,
        stands: compare(fulfilled, shipped) > 0,
        sentence: `Of ${shipped} ${item.unit} of ${item.item} shipped by transfer ${document.id}${ofLine}, ${fulfilled} ${item.unit} came in or were lost.`,
        details: { document, quantity: { amount: subtract(fulfilled, shipped), unit: item.unit } },
      }
    })

/** A quantity so small that nothing of it is left in the base unit: what it was is in the event. */
const nothingLeft = ({ events }: Outcome, { item, messageId }: Ask): Matter[] =>
  events.flatMap(({ data }) =>
    'reported' in data && data.reported && 'quantity' in data && data.quantity.amount === '0'
      ? [
          {
            exception: `rounded-to-zero:${messageId}`,
            code: 'rounded-to-zero' as const,
            stands: true,
            sentence: `${data.reported.amount} ${data.reported.unit} of ${item.item} are nothing in ${item.unit} with ${item.decimals} digits after the point: nothing was booked.`,
            details: { quantity: data.reported },
          },
        ]
      : [],
  )
