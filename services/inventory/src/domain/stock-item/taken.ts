import { type Allotment, add, type DocumentRef, type Timeline } from '@takt/contracts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { lineKey } from './ledger.ts'
import { addTo } from './state.ts'

/** What the lines of a request that were decided before this one set aside: it cannot have that too. */
export interface Taken {
  readonly lots: Record<string, string>
  readonly serials: Set<string>
  /** From stock on hand. */
  fromHand: string
  /** For lines of demand, by `lineKey`. */
  readonly forLines: Record<string, string>
  /** What can be promised without it; worked out once a request. */
  timeline?: Timeline
}

/** What a line of a request for reservations is given. */
export interface Reserving extends Ask {
  readonly taken: Taken
}

export const nothingTaken = (): Taken => ({ lots: {}, serials: new Set(), fromHand: '0', forLines: {} })

export const takenOf = ({ taken }: Reserving, lot: string | undefined): string =>
  (lot === undefined ? undefined : own(taken.lots, lot)) ?? '0'

export const takenFor = ({ taken }: Reserving, document: DocumentRef): string =>
  own(taken.forLines, lineKey(document)) ?? '0'

interface SetAside {
  readonly amount: string
  readonly isFromHand: boolean
  readonly document: DocumentRef | undefined
  readonly allotments: readonly Allotment[]
}

/** In place. */
export function setAside({ taken }: Reserving, { amount, isFromHand, document, allotments }: SetAside): void {
  if (isFromHand) taken.fromHand = add(taken.fromHand, amount)
  if (document) addTo(taken.forLines, lineKey(document), amount)
  for (const { lot, quantity, serials = [] } of allotments) {
    addTo(taken.lots, lot, quantity)
    for (const serial of serials) taken.serials.add(serial)
  }
}
