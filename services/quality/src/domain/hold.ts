import {
  defined,
  HoldPlaced,
  HoldReleased,
  HoldReleaseReported,
  HoldReported,
  type MessageOf,
  PlaceHold,
  ReleaseHold,
} from '@takt/contracts'
import { type Decider, type Decision, type Given, reject } from '@takt/decider'

export const holdMessages = [HoldReported, HoldReleaseReported, PlaceHold, ReleaseHold] as const
export type HoldMessage = MessageOf<(typeof holdMessages)[number]>
export const holdEvents = [HoldPlaced, HoldReleased] as const
export type HoldEvent = MessageOf<(typeof holdEvents)[number]>

interface Scope {
  readonly item: string
  readonly lot?: string | undefined
  readonly stockHold: string
}

export interface Hold {
  status: 'unknown' | 'placed' | 'released'
  /** Null while only the release is here: messages may overtake each other. */
  scope: Scope | null
  /** How many scopes it has had. */
  scopes: number
  reason: string
  owner: string | null
  /** Instants by the source's clock; '' before. */
  placedAt: string
  releasedAt: string
}

type Placement = MessageOf<typeof HoldReported | typeof PlaceHold>
type Release = MessageOf<typeof HoldReleaseReported | typeof ReleaseHold>
type Verdict = Decision<HoldEvent>

const initialState = (): Hold => ({
  status: 'unknown',
  scope: null,
  scopes: 0,
  reason: '',
  owner: null,
  placedAt: '',
  releasedAt: '',
})

function evolve(hold: Hold, event: HoldEvent): Hold {
  if (HoldPlaced.is(event)) {
    const { item, lot, stockHold, reason, owner, placedAt, alreadyReleased } = event.data
    if (hold.scope?.stockHold !== stockHold) hold.scopes += 1
    hold.status = alreadyReleased ? 'released' : 'placed'
    hold.scope = defined({ item, lot, stockHold })
    hold.reason = reason
    hold.owner = owner ?? null
    hold.placedAt = placedAt
  } else {
    hold.status = 'released'
    hold.releasedAt = event.data.releasedAt
  }
  return hold
}

function decide(hold: Hold, message: HoldMessage, given: Given): Verdict {
  if (HoldReported.is(message) || PlaceHold.is(message)) return place(hold, message, given.occurredAt)
  return release(hold, message, given.occurredAt)
}

function place(hold: Hold, message: Placement, placedAt: string): Verdict {
  const { data } = message
  const stays = hold.scope && covers(hold.scope, data)
  const stockHold = hold.scope && stays ? hold.scope.stockHold : stockHoldId(data.hold, hold.scopes)
  const placed = HoldPlaced.create({ ...data, stockHold, placedAt, alreadyReleased: false })
  if (hold.status === 'unknown') return [placed]
  if (PlaceHold.is(message)) return placeAgain(hold, message)
  if (hold.status === 'placed') {
    if (same(hold, message) || placedAt < hold.placedAt) return []
    return stays ? [placed] : [over(data.hold, hold, 'it moved to another lot or item', placedAt), placed]
  }
  if (placedAt > hold.releasedAt) return [placed]
  return hold.scope ? [] : [HoldPlaced.create({ ...placed.data, alreadyReleased: true })]
}

function placeAgain(hold: Hold, message: Placement): Verdict {
  if (hold.status === 'placed' && same(hold, message)) return []
  const { hold: id } = message.data
  return hold.status === 'placed'
    ? reject('hold-exists', `Hold ${id} is in force with other content: take another id.`, { hold: id })
    : reject('hold-released', `Hold ${id} was released already: take another id.`, { hold: id })
}

function release(hold: Hold, message: Release, releasedAt: string): Verdict {
  const { hold: id, reason } = message.data
  if (hold.status === 'released') return []
  if (hold.status === 'unknown' && ReleaseHold.is(message))
    return reject('unknown-hold', `There is no hold ${id}.`, { hold: id })
  return [over(id, hold, reason, releasedAt)]
}

const over = (id: string, { scope }: Hold, reason: string | undefined, releasedAt: string) =>
  HoldReleased.create(defined({ hold: id, reason, releasedAt, ...scope }))

const stockHoldId = (hold: string, scopes: number) => (scopes === 0 ? hold : `${hold}.${scopes + 1}`)

const covers = (scope: Scope, data: Placement['data']): boolean =>
  scope.item === data.item && scope.lot === data.lot

const same = ({ scope, reason, owner }: Hold, { data }: Placement): boolean =>
  scope !== null && covers(scope, data) && reason === data.reason && owner === (data.owner ?? null)

/**
 * A lot, or an item as a whole, that must not be used. Its release may arrive before it: then the hold, once it is
 * here, is over already.
 */
export const Hold: Decider<Hold, HoldMessage, HoldEvent> = { initialState, evolve, decide }
