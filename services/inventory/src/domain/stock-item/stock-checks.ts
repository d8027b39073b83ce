import { compare, dayIn, isPositive, ownerOf, type StockStatus, subtract, sum } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import { allottedIn, countsFrom } from './allotments.ts'
import { type Ask, owned } from './ask.ts'
import { own } from './bounded.ts'
import { reservedSums } from './reserved-sums.ts'
import type { StockItem } from './state.ts'
import { amountOf, isHeld, isItemHeld, lotOf, placesOf, usable } from './stock.ts'

export const todayOf = ({ plant, now }: Ask): string => dayIn(plant.timeZone, now)

/** Past its last day of use. */
export const isExpired = (stock: StockItem, lot: string, day: string): boolean =>
  (lotOf(stock, lot)?.expiresOn ?? '~') < day

/** Refuses to use, reserve or promise a held lot. */
export function heldLot(stock: StockItem, lot: string, { item }: Ask): Rejection | undefined {
  if (isItemHeld(stock))
    return reject('item-held', `${item.item} is on hold.`, {
      item: item.item,
      holds: Object.keys(stock.holds),
    })
  if (!isHeld(stock, lot)) return undefined
  return reject('lot-held', `Lot ${lot} of ${item.item} is on hold.`, {
    item: item.item,
    lot,
    holds: Object.keys(stock.holds).filter((id) => own(stock.holds, id)?.lot === lot),
  })
}

/** Refuses to use or reserve a lot past its last day. */
export function expiredLot(stock: StockItem, lot: string, day: string, { item }: Ask): Rejection | undefined {
  if (!isExpired(stock, lot, day)) return undefined
  const expiresOn = lotOf(stock, lot)?.expiresOn
  return reject('lot-expired', `Lot ${lot} of ${item.item} may be used until ${expiresOn} only.`, {
    item: item.item,
    lot,
    expiresOn,
    date: day,
  })
}

/** Refuses to take more from a place, lot and status than is there. */
export function notThere(
  stock: StockItem,
  from: { lot: string; location: string; status: StockStatus; owner: string },
  amount: string,
  { item }: Ask,
): Rejection | undefined {
  const { lot, location, status, owner } = from
  const there = amountOf(stock, lot, location, status, owner)
  if (compare(there, amount) >= 0) return undefined
  const elsewhere = [...placesOf(stock)]
    .map((place) => ({ ...place, amount: amountOf(stock, place.lot, place.location, status, owner) }))
    .filter((place) => place.amount !== '0' && (place.lot !== lot || place.location !== location))
    .slice(0, 20)
    .map((place) => ({ location: place.location, lot: place.lot, amount: place.amount }))
  const ofLot = lot === '' ? '' : ` of lot ${lot}`
  return reject(
    'insufficient-stock',
    `${location} holds ${there} ${item.unit} of ${item.item}${ofLot} that is ${status}${ofOwner(owner)}, not ${amount}.`,
    {
      item: item.item,
      location,
      lot,
      status,
      ...owned(ownerOf(owner)),
      requested: amount,
      there,
      unit: item.unit,
      elsewhere,
    },
  )
}

/** The end of a sentence about stock that is not the plant's own. */
export function ofOwner(key: string): string {
  const owner = ownerOf(key)
  return owner ? `, ${owner.kind} of ${owner.party}` : ''
}

/** What the same request takes from hand, of the item and of one lot, and what is kept of it nowhere yet. */
interface Beside {
  readonly fromHand: string
  readonly ofLot: string
}
const NOTHING: Beside = { fromHand: '0', ofLot: '0' }

/** Refuses to take stock from hand that others have reserved from hand; `own` reservations do not stand in the way. */
export function reservedByOthers(
  stock: StockItem,
  lot: string | undefined,
  amount: string,
  ownIds: readonly string[],
  ask: Ask,
  beside: Beside = NOTHING,
): Rejection | undefined {
  const { item } = ask
  for (const { onHand, reserved, free } of freeFromHand(stock, lot, ownIds, ask, beside))
    if (compare(free, amount) < 0)
      return reject(
        'not-available',
        `Of ${onHand} ${item.unit} of ${item.item} on hand ${reserved} ${item.unit} are reserved for others: ${amount} ${item.unit} cannot be taken.`,
        { item: item.item, requested: amount, onHand, reserved, unit: item.unit },
      )
  return undefined
}

/** What others leave of the item, and of one lot of it, where they have reserved anything. */
export function freeFromHand(
  stock: StockItem,
  lot: string | undefined,
  ownIds: readonly string[],
  ask: Ask,
  beside: Beside = NOTHING,
): { onHand: string; reserved: string; free: string }[] {
  const mine = [...new Set([...ownIds, ...ask.expired])].flatMap((id) => own(stock.reservations, id) ?? [])
  const today = todayOf(ask)
  const isFromHand = (date = '') => date <= today
  const fromHand = [...reservedSums(stock.reserved)].filter((r) => isFromHand(r.date)).map((r) => r.amount)
  const mineFromHand = mine.filter((r) => isFromHand(countsFrom(r))).map((r) => r.open)
  const mineOfLot = mine.map((r) => allottedIn(r, lot))
  const ofLot = lot === undefined ? undefined : lotOf(stock, lot)
  const levels = [
    [usable(stock, ask.plant, 'picking'), [...fromHand, beside.fromHand], mineFromHand],
    [usable(ofLot, ask.plant, 'picking'), [ofLot?.reserved ?? '0', beside.ofLot], mineOfLot],
  ] as const
  return levels.flatMap(([onHand, all, not]) => {
    const reserved = subtract(sum(all), sum(not))
    return isPositive(reserved) ? [{ onHand, reserved, free: subtract(onHand, reserved) }] : []
  })
}
