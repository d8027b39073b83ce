import { MovementReversalReported, ReverseMovement } from '@takt/contracts'
import { type Given, isRejection } from '@takt/decider'
import { expect } from 'vitest'
import type { StockReference } from '../../src/domain/stock-item/ask.ts'
import {
  isRequest,
  type StockItemEvent,
  type StockItemMessage,
} from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { archive, forgetful } from './archive.ts'
import type { Step } from './random.ts'
import { bolt, plant } from './world.ts'

const conversions = [
  { unit: 'PR', numerator: 2, denominator: 1 },
  { unit: 'DZN', numerator: 12, denominator: 1 },
]
export const reference: StockReference = {
  item: { ...bolt, conversions, decimals: 1, reorderPoint: '50' },
  // With bGrade, good for picking and consumption, and quarantine, good for nothing; bGrade is promised here too.
  plant: {
    ...plant,
    inspectionStockInAtp: true,
    stockStatuses: plant.stockStatuses?.map((own) => ({ ...own, atp: own.picking })),
  },
}

export interface Played {
  readonly step: Step
  readonly given: Given<StockReference>
  readonly events: readonly StockItemEvent[]
  readonly state: State
}

/** A random reversal says how many messages ago what it undoes was said. */
const refersBack = (message: StockItemMessage, i: number): StockItemMessage =>
  MovementReversalReported.is(message) || ReverseMovement.is(message)
    ? { ...message, data: { ...message.data, movement: `m-${i - Number(message.data.movement)}` } }
    : message

/** Decides one message after the other, and looks after each. `forgets`: every movement is read, and none is kept. */
export function play(
  all: readonly Step[],
  look: (played: Played) => void,
  at: StockReference = reference,
  forgets = false,
): void {
  const log = archive()
  let state = StockItem.initialState()
  let time = Date.UTC(2026, 2, 2, 8)
  for (const [i, { message, ...rest }] of all.entries()) {
    const step = { ...rest, message: refersBack(message, i) }
    time += step.minutes * 60_000
    const given = {
      messageId: `m-${i}`,
      plant: at.plant.plant,
      source: 'spec',
      now: new Date(time).toISOString(),
      occurredAt: new Date(time - step.lateByMinutes * 60_000).toISOString(),
      reference: at,
    }
    if (forgets) state = forgetful(state)
    const past = log.pastOf(state, step.message)
    const decision = StockItem.decide(state, step.message, { ...given, past })
    if (isRejection(decision)) {
      expect(isRequest(step.message), `${step.message.type}: ${decision.message}`).toBe(true)
      continue
    }
    // As from the log: nothing is shared with what was decided.
    for (const event of structuredClone(decision) as StockItemEvent[])
      state = StockItem.evolve(state, event, given.messageId)
    log.note(given.messageId, structuredClone(decision) as StockItemEvent[])
    look({ step, given, events: decision, state })
  }
}
