import {
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  type LineState,
  MovementReversed,
  negate,
  type Owner,
  ownerKey,
  StockAdjusted,
  StockCountApproved,
  type StockEffect,
  StockHoldPlaced,
  StockHoldReleased,
  StockOwnerChanged,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
} from '@takt/contracts'
import { stands } from './ask.ts'
import type { StockItemEvent } from './messages.ts'
import type { Standing } from './standing.ts'

/** What an event adds to one place, lot and standing; below zero where it takes. */
export interface Effect extends Standing {
  readonly location: string
  readonly lot: string
  readonly amount: string
  /** The serial numbers among it, where they are told. */
  readonly serials: readonly string[]
}

const NONE: readonly string[] = []

/**
 * All that an event does to stock; the amounts of what only moves or renames it sum to zero.
 */
export function effectsOf(event: StockItemEvent): Effect[] {
  if (StockCountApproved.is(event) && event.data.effects) return event.data.effects.map(effectIn)
  if (GoodsReceived.is(event) || StockAdjusted.is(event) || StockCountApproved.is(event)) {
    const { location, lot, quantity } = event.data
    // A count that found what was known moves nothing.
    if (quantity.amount === '0' && StockCountApproved.is(event)) return []
    return [{ location, lot, ...standingIn(event.data), amount: quantity.amount }]
  }
  if (GoodsIssued.is(event) || StockScrapped.is(event)) {
    const { location, lot, quantity } = event.data
    return [{ location, lot, ...standingIn(event.data), amount: negate(quantity.amount) }]
  }
  if (GoodsReturned.is(event)) {
    const { location, lot, direction, quantity } = event.data
    const amount = direction === 'fromCustomer' ? quantity.amount : negate(quantity.amount)
    return [{ location, lot, ...standingIn(event.data), amount }]
  }
  if (StockTransferred.is(event)) {
    const { fromLocation, toLocation, lot, quantity } = event.data
    const at = { lot, ...standingIn(event.data) }
    return moved({ ...at, location: fromLocation }, { ...at, location: toLocation }, quantity.amount)
  }
  if (StockStatusChanged.is(event)) {
    const { location, lot, from, heldFrom, to, heldTo, quantity } = event.data
    const at = { location, lot, owner: ownerKey(event.data.owner), serials: event.data.serials ?? NONE }
    return moved({ ...at, status: from, heldFrom }, { ...at, status: to, heldFrom: heldTo }, quantity.amount)
  }
  if (StockOwnerChanged.is(event)) {
    const { location, lot, status, heldFrom, fromOwner, toOwner, quantity } = event.data
    const at = { location, lot, status, heldFrom, serials: event.data.serials ?? NONE }
    const [from, to] = [ownerKey(fromOwner), ownerKey(toOwner)]
    return moved({ ...at, owner: from }, { ...at, owner: to }, quantity.amount)
  }
  if (StockHoldPlaced.is(event))
    return event.data.moved.flatMap(({ location, lot, owner, from, amount }) => {
      const at = { location, lot, owner: ownerKey(owner), serials: NONE }
      return moved({ ...at, status: from }, { ...at, status: 'blocked', heldFrom: from }, amount)
    })
  if (StockHoldReleased.is(event))
    return event.data.moved.flatMap(({ location, lot, owner, to, amount }) => {
      const at = { location, lot, owner: ownerKey(owner), serials: NONE }
      return moved({ ...at, status: 'blocked', heldFrom: to }, { ...at, status: to }, amount)
    })
  if (MovementReversed.is(event)) return event.data.effects.map(effectIn)
  return []
}

const effectIn = ({ location, lot, amount, ...at }: StockEffect): Effect => ({
  ...{ location, lot, amount },
  ...standingIn(at),
})

/** An effect as events carry it. */
export const effectAs = ({ location, lot, serials, amount, ...at }: Effect): StockEffect => ({
  ...{ location, lot },
  ...stands(at),
  ...(serials.length > 0 ? { serials: [...serials] } : {}),
  amount,
})

interface Moved extends Omit<Standing, 'owner'> {
  readonly owner?: Owner | undefined
  readonly serials?: readonly string[] | undefined
}

const standingIn = (data: Moved): Standing & Pick<Effect, 'serials'> => ({
  status: data.status,
  heldFrom: data.heldFrom,
  owner: ownerKey(data.owner),
  serials: data.serials ?? NONE,
})

type Place = Omit<Effect, 'amount'>

const moved = (from: Place, to: Place, amount: string): Effect[] => [
  { ...from, amount: negate(amount) },
  { ...to, amount },
]

/** The lines of supply and demand that an event settles. */
export function linesOfEvent({ data }: StockItemEvent): readonly LineState[] {
  if ('demand' in data) return data.demand
  return ('lines' in data ? (data.lines as readonly LineState[] | undefined) : undefined) ?? []
}

/** What a decision did, as far as exceptions depend on it. */
export interface Outcome {
  readonly effects: readonly Effect[]
  readonly events: readonly StockItemEvent[]
  /** How much more is reserved from stock on hand than before; what has expired is not looked at. */
  readonly setAside: string
}
