import {
  type Allotment,
  add,
  compare,
  type HardReservation,
  isPositive,
  max,
  min,
  type ReservationStrategy,
  subtract,
  sum,
} from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'
import { allottedIn } from './allotments.ts'
import { type Ask, measure } from './ask.ts'
import { own } from './bounded.ts'
import type { Lot, StockItem } from './state.ts'
import { isHeld, lotOf, usable } from './stock.ts'
import { expiredLot, heldLot, isExpired } from './stock-checks.ts'

/** A lot that may serve: how much of it at most, and what of it is free in all. */
interface Candidate {
  readonly lot: string
  readonly most: string
  readonly free: string
  readonly expiresOn?: string | undefined
}
/** The lots that may serve, in the order in which they are taken. */
export interface Choice {
  readonly strategy: ReservationStrategy
  readonly day: string
  readonly lots: readonly Candidate[]
}

/** Lots told of in a refusal. */
const TOLD = 20
const NAMES = {
  fefo: 'By first expired first out',
  fifo: 'By first in first out',
  given: 'In the given lots',
}

/** The lots a hard reservation may be of on its day: free to pick, not held, not expired, not reserved by others. */
export function choose(
  stock: StockItem,
  hard: HardReservation,
  amount: string,
  day: string,
  isPart: boolean,
  ask: Ask,
): Choice | Rejection {
  const { strategy } = hard
  if (strategy === 'given') {
    const wanted = given(hard, amount, ask)
    if (isRejection(wanted)) return wanted
    const lots: Candidate[] = []
    for (const { lot, quantity } of wanted) {
      const free = freeOf(stock, lot, day, ask)
      const refusal =
        isPart || compare(free, quantity) >= 0 ? undefined : lacking(stock, lot, quantity, day, ask)
      if (refusal) return refusal
      lots.push({ lot, free, most: min(free, quantity) })
    }
    return { strategy, day, lots }
  }
  if (hard.lots && hard.lots.length > 0)
    return reject('lots-by-strategy', `${NAMES[strategy]} Takt picks the lots: name none, or say "given".`, {
      item: ask.item.item,
      strategy,
    })
  return { strategy, day, lots: inOrder(stock, strategy, day, ask) }
}

/** All that the lots of a choice can give. */
export const found = ({ lots }: Choice): string => sum(lots.map(({ most }) => most))

/** Of which lots an amount is taken; refused with what was found where they have less. */
export function allot(choice: Choice, amount: string, ask: Ask): Allotment[] | Rejection {
  const { strategy, day, lots } = choice
  const { item, unit } = ask.item
  const there = found(choice)
  if (compare(there, amount) < 0)
    return reject(
      'not-available',
      `${NAMES[strategy]} ${there} ${unit} of ${item} are free for ${day}, not ${amount}.`,
      {
        ...{ item, strategy, requested: amount, found: there, unit, date: day },
        lots: lots
          .slice(0, TOLD)
          .map(({ lot, free, expiresOn }) => ({ lot, free, expiresOn: expiresOn ?? null })),
      },
    )
  let left = amount
  return lots.flatMap(({ lot, most }) => {
    const quantity = min(most, left)
    left = subtract(left, quantity)
    return isPositive(quantity) ? [{ lot, quantity }] : []
  })
}

function inOrder(stock: StockItem, strategy: 'fefo' | 'fifo', day: string, ask: Ask): Candidate[] {
  const lots = Object.entries(stock.lots.entries).flatMap(([lot, { expiresOn = '~', arrived = 0 }]) => {
    const free = lot === '' ? '0' : freeOf(stock, lot, day, ask)
    return isPositive(free) ? [{ lot, free, expiresOn, arrived }] : []
  })
  const byDay = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
  return lots
    .sort((a, b) => (strategy === 'fefo' ? byDay(a.expiresOn, b.expiresOn) : 0) || a.arrived - b.arrived)
    .map(({ lot, free, expiresOn }) => ({
      ...{ lot, free, most: free },
      expiresOn: expiresOn === '~' ? undefined : expiresOn,
    }))
}

/** What of a lot can be picked on a day and nobody has reserved; nothing of a held one. */
function freeOf(stock: StockItem, lot: string, day: string, ask: Ask): string {
  const entry = lotOf(stock, lot)
  const onHand = usable(entry, ask.plant, 'picking')
  if (!isPositive(onHand) || isExpired(stock, lot, day) || isHeld(stock, lot)) return '0'
  return max('0', subtract(onHand, reservedOf(stock, lot, entry, ask)))
}

const reservedOf = (stock: StockItem, lot: string, entry: Lot | undefined, { expired }: Ask): string => {
  const over = expired.flatMap((id) => own(stock.reservations, id) ?? []).map((r) => allottedIn(r, lot))
  return subtract(entry?.reserved ?? '0', sum(over))
}

/** The lots that were named, each once, in base units; refused where they do not make the whole. */
function given({ lots = [] }: HardReservation, amount: string, ask: Ask): Allotment[] | Rejection {
  const { item, unit } = ask.item
  const sums = new Map<string, string>()
  for (const { lot, quantity: said } of lots) {
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    sums.set(lot, add(sums.get(lot) ?? '0', measured.quantity.amount))
  }
  const inLots = sum([...sums.values()])
  if (inLots === amount) return [...sums].map(([lot, quantity]) => ({ lot, quantity }))
  return reject(
    'lots-differ',
    `The given lots make ${inLots} ${unit} of ${item}, and ${amount} ${unit} are to be reserved: name lots for all of it.`,
    { item, requested: amount, inLots, unit },
  )
}

function lacking(stock: StockItem, lot: string, requested: string, day: string, ask: Ask): Rejection {
  const { item, unit } = ask.item
  const free = freeOf(stock, lot, day, ask)
  return (
    heldLot(stock, lot, ask) ??
    expiredLot(stock, lot, day, ask) ??
    reject('not-available', `Of lot ${lot} of ${item} ${free} ${unit} are free, not ${requested}.`, {
      ...{ item, lot, strategy: 'given', requested, found: free, unit, date: day },
      lots: [{ lot, free }],
    })
  )
}
