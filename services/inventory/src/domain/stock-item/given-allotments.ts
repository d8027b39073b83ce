import { add, compare, type HardReservation, min, sum } from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'
import { measure } from './ask.ts'
import { own } from './bounded.ts'
import { freeLot } from './free-lots.ts'
import { freeSerials, isReserved, pickedAt, reservedBy } from './free-serials.ts'
import type { Candidate } from './hard-reservations.ts'
import { countsOf, placeIn } from './serials.ts'
import type { StockItem } from './state.ts'
import { expiredLot, heldLot } from './stock-checks.ts'
import type { Reserving } from './taken.ts'

type Lots = NonNullable<HardReservation['lots']>

interface Asked {
  readonly amount: string
  readonly day: string
  /** As much as can be had will do. */
  readonly isPart: boolean
}

/** Serial numbers told of in a refusal. */
const TOLD = 20

/** The lots that were named; refused where one has less than is asked of it. */
export function givenLots(
  stock: StockItem,
  lots: Lots,
  { amount, day, isPart }: Asked,
  ask: Reserving,
): Candidate[] | Rejection {
  const wanted = amounts(lots, amount, ask)
  if (isRejection(wanted)) return wanted
  const serials = freeSerials(stock, ask)
  const found: Candidate[] = []
  for (const [lot, quantity] of wanted) {
    const free = freeLot(stock, lot, day, serials, ask)
    if (!isPart && compare(free.free, quantity) < 0)
      return lacking(stock, { lot, requested: quantity, free: free.free, day }, ask)
    found.push({ ...free, most: min(free.free, quantity) })
  }
  return found
}

/** The lots of the serial numbers that were named, each with those of them that are free. */
export function givenSerials(
  stock: StockItem,
  serials: readonly string[],
  { day, isPart }: Asked,
  ask: Reserving,
): Candidate[] | Rejection {
  const lots = new Map<string, string[]>()
  const refused: string[] = []
  for (const serial of serials) {
    const lot = pickedAt(stock, serial, ask)?.lot
    if (lot === undefined || isReserved(stock, serial, ask)) refused.push(serial)
    else lots.set(lot, [...(lots.get(lot) ?? []), serial])
  }
  if (!isPart && refused.length > 0) return notFree(stock, refused, ask)
  const found: Candidate[] = []
  for (const [lot, named] of lots) {
    const free = freeLot(stock, lot, day, new Map([[lot, named]]), ask)
    const requested = String(named.length)
    if (!isPart && compare(free.free, requested) < 0)
      return lacking(stock, { lot, requested, free: free.free, day }, ask)
    found.push({ ...free, most: free.free })
  }
  return found
}

/** By lot, in base units; refused where they do not make the whole. */
function amounts(lots: Lots, amount: string, ask: Reserving): Map<string, string> | Rejection {
  const { item, unit } = ask.item
  const sums = new Map<string, string>()
  for (const { lot, quantity: said } of lots) {
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    sums.set(lot, add(sums.get(lot) ?? '0', measured.quantity.amount))
  }
  const inLots = sum([...sums.values()])
  if (inLots === amount) return sums
  return reject(
    'lots-differ',
    `The given lots make ${inLots} ${unit} of ${item}, and ${amount} ${unit} are to be reserved: name lots for all of it.`,
    { item, requested: amount, inLots, unit },
  )
}

interface Lacking {
  readonly lot: string
  readonly requested: string
  readonly free: string
  readonly day: string
}

function lacking(stock: StockItem, { lot, requested, free, day }: Lacking, ask: Reserving): Rejection {
  const { item, unit } = ask.item
  return (
    heldLot(stock, lot, ask) ??
    expiredLot(stock, lot, day, ask) ??
    reject(
      'not-available',
      `Of ${lot === '' ? '' : `lot ${lot} of `}${item} ${free} ${unit} are free, not ${requested}.`,
      {
        ...{ item, lot, strategy: 'given', requested, found: free, unit, date: day },
        lots: [{ lot, free }],
      },
    )
  )
}

/** Where they are, and whom they are set aside for. */
function notFree(stock: StockItem, serials: readonly string[], ask: Reserving): Rejection {
  const { item } = ask.item
  const named = serials.slice(0, TOLD)
  return reject(
    'serial-not-free',
    `${named.join(', ')} of ${item} ${serials.length === 1 ? 'is' : 'are'} not in stock to be picked, or set aside already.`,
    {
      item,
      refused: serials.length,
      serials: named.map((serial) => ({
        serial,
        reservation: reservedBy(stock, serial, ask) ?? null,
        at: Object.keys(countsOf(own(stock.serials.entries, serial))).map(placeIn),
      })),
    },
  )
}
