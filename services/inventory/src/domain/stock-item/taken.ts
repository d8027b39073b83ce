import { add, type DocumentRef, type Timeline } from '@takt/contracts'
import { allottedOf } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { lineKey } from './ledger.ts'
import { addTo, type Reservation } from './state.ts'

/** What the lines of a request that were decided before this one set aside: it cannot have that too. */
export interface Taken {
  readonly lots: Record<string, string>
  readonly serials: Set<string>
  /** From stock on hand. */
  fromHand: string
  readonly made: Reservation[]
  /** For lines of demand, by `lineKey`. */
  readonly forLines: Record<string, string>
  /** What can be promised without it; worked out once a request. */
  timeline?: Timeline
}

/** What a line of a request for reservations is given. */
export interface Reserving extends Ask {
  readonly taken: Taken
}

export const nothingTaken = (): Taken => ({
  lots: {},
  serials: new Set(),
  made: [],
  fromHand: '0',
  forLines: {},
})

export const takenOf = ({ taken }: Reserving, lot: string | undefined): string =>
  (lot === undefined ? undefined : own(taken.lots, lot)) ?? '0'

export const takenFor = ({ taken }: Reserving, document: DocumentRef): string =>
  own(taken.forLines, lineKey(document)) ?? '0'

/** In place. */
export function setAside({ taken }: Reserving, reservation: Reservation, isFromHand: boolean): void {
  const { open, document } = reservation
  taken.made.push(reservation)
  if (isFromHand) taken.fromHand = add(taken.fromHand, open)
  if (document) addTo(taken.forLines, lineKey(document), open)
  for (const { lot, quantity, serials = [] } of allottedOf(reservation)) {
    addTo(taken.lots, lot, quantity)
    for (const serial of serials) taken.serials.add(serial)
  }
}
