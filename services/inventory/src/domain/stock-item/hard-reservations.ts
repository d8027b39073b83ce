import {
  type Allotment,
  compare,
  type HardReservation,
  isPositive,
  min,
  miscounted,
  type ReservationStrategy,
  subtract,
  sum,
} from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'
import { serialCount } from './allotments.ts'
import type { Ask } from './ask.ts'
import { type FreeLot, freeLots } from './free-lots.ts'
import { freeSerials } from './free-serials.ts'
import { givenLots, givenSerials } from './given-allotments.ts'
import type { StockItem } from './state.ts'
import type { Reserving } from './taken.ts'

/** A lot that may serve, and how much of it at most. */
export interface Candidate extends FreeLot {
  readonly most: string
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
  given: 'As given',
}

/**
 * The lots a hard reservation may be of on its day: free to pick, not held, not expired, not reserved by others. Of an
 * item that is kept by serial numbers each lot comes with those of its numbers that are free, in the order in which
 * they are known.
 */
export function choose(
  stock: StockItem,
  hard: HardReservation,
  amount: string,
  day: string,
  isPart: boolean,
  ask: Reserving,
): Choice | Rejection {
  const { strategy } = hard
  const refusal = misasked(hard, amount, ask)
  if (refusal) return refusal
  const asked = { amount, day, isPart }
  const lots = hard.serials
    ? givenSerials(stock, hard.serials, asked, ask)
    : strategy === 'given'
      ? givenLots(stock, hard.lots ?? [], asked, ask)
      : freeLots(stock, strategy, day, freeSerials(stock, ask), ask).map((lot) => ({
          ...lot,
          most: lot.free,
        }))
  return isRejection(lots) ? lots : { strategy, day, lots }
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
  return lots.flatMap(({ lot, most, serials }) => {
    const quantity = min(most, left)
    left = subtract(left, quantity)
    if (!isPositive(quantity)) return []
    return [{ lot, quantity, ...(serials ? { serials: serials.slice(0, serialCount(quantity)) } : {}) }]
  })
}

function misasked(hard: HardReservation, amount: string, { item }: Ask): Rejection | undefined {
  const { strategy, lots = [], serials } = hard
  if (strategy !== 'given' && (lots.length > 0 || serials))
    return reject(
      'lots-by-strategy',
      `${NAMES[strategy]} Takt picks lots and serial numbers: name none, or say "given".`,
      { item: item.item, strategy },
    )
  if (serials && lots.length > 0)
    return reject(
      'lots-and-serials',
      `Name lots of ${item.item} or serial numbers, not both: a serial number says its lot.`,
      { item: item.item, lots: lots.length, serials: serials.length },
    )
  if (serials && !item.serialControlled)
    return reject('not-serial-controlled', `${item.item} is not kept by serial numbers: leave them out.`, {
      item: item.item,
    })
  if (serials) return miscounted(serials, { amount, unit: item.unit }, item.item)
  if (item.serialControlled && String(serialCount(amount)) !== amount)
    return reject(
      'serial-count',
      `${item.item} is kept by serial numbers: ${amount} ${item.unit} of it cannot be set aside, ask for whole ones.`,
      { item: item.item, serials: null, quantity: amount, unit: item.unit },
    )
  return undefined
}
