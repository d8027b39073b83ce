import {
  compare,
  divide,
  EpcisEventCaptured,
  EpcisEventDeclaredErroneous,
  itemAtPlant,
  multiply,
  RecordEpcisEvent,
  sum,
} from '@takt/contracts'
import { type Decider, isRejection, type Message } from '@takt/decider'
import { expect } from 'vitest'
import type { StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as StockState } from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { captureEpcis } from '../../src/epcis/capture.ts'
import { EpcisEvent, type EpcisEventState } from '../../src/epcis/epcis-event.ts'
import { moveCapturedStock, takeBackErroneousStock } from '../../src/epcis/epcis-movements.ts'
import { readContent } from '../../src/epcis/read-content.ts'
import { ITEMS, MASTER, PLANT } from './world.ts'

/** One plant in memory: its EPCIS events and its stock, each decided by its own decider and nothing else. */
export class SamplePlant {
  readonly #events = new Map<string, EpcisEventState>()
  readonly #stock = new Map<string, StockState>()

  /** Captures a document and posts all that follows from it. */
  capture(document: unknown): void {
    const capture = captureEpcis(document, { messageId: 'm', master: MASTER })
    if ('refused' in capture) expect.fail(capture.refused.sentence)
    for (const { content, messageId } of capture.taken) {
      const { reading } = readContent(content, MASTER)
      const message = RecordEpcisEvent.create(content)
      const decided = this.#decide(EpcisEvent, this.#events, content.eventId, message, messageId, reading)
      for (const event of decided)
        for (const outgoing of followUps(event)) this.post(outgoing as StockItemMessage)
    }
  }

  post(message: StockItemMessage): void {
    const id = message.data.item
    const item = ITEMS.find((i) => i.item === id)
    if (!item) expect.fail(`no item ${id}`)
    const reference = { item: itemAtPlant(item, 'P1'), plant: PLANT }
    this.#decide(StockItem, this.#stock, id, message, 'm', reference)
  }

  stock(item: string): StockState | undefined {
    return this.#stock.get(item)
  }

  /** `item, location, status, lot` → quantity in the base unit; nothing where it is zero. */
  balance(): Record<string, string> {
    const found: [string, string][] = []
    for (const [item, { lots }] of this.#stock)
      for (const [lot, { places }] of Object.entries(lots.entries))
        for (const [location, byStatus] of Object.entries(places))
          for (const [status, quantity] of Object.entries(byStatus))
            if (compare(quantity, '0') !== 0) found.push([[item, location, status, lot].join(', '), quantity])
    return Object.fromEntries(found.sort())
  }

  #decide<State, Command extends Message, Event extends Message, Reference>(
    decider: Decider<State, Command, Event, Reference>,
    states: Map<string, State>,
    id: string,
    message: Command,
    messageId: string,
    reference: Reference,
  ): readonly Event[] {
    const now = '2026-03-02T12:00:00.000Z'
    const before = states.get(id) ?? decider.initialState()
    const given = { messageId, plant: 'P1', source: 'wms', now, occurredAt: now, reference }
    const decision = decider.decide(before, message, given)
    if (isRejection(decision)) expect.fail(decision.message)
    states.set(
      id,
      decision.reduce((state, event) => decider.evolve(state, event, messageId), before),
    )
    return decision
  }
}

function followUps(event: Message): readonly Message[] {
  const recorded = { id: 'e', plant: 'P1', occurredAt: '', recordedAt: '', correlationId: '' }
  const outgoing = EpcisEventCaptured.is(event)
    ? moveCapturedStock({ ...event, ...recorded }, undefined)
    : EpcisEventDeclaredErroneous.is(event)
      ? takeBackErroneousStock({ ...event, ...recorded }, undefined)
      : []
  return outgoing.map((o) => o.message)
}

/** The same balance summed up from lines as {@link say} writes them. */
export function balanceOf(lines: readonly string[]): Record<string, string> {
  const sums = new Map<string, string[]>()
  for (const line of lines) {
    const [, sign, amount = '', unit = '', id = '', location = '', status = ''] =
      /^([+−])(\S+) (\S+) (\S+) at (\S+), (\w+)/.exec(line) ?? expect.fail(line)
    const lot = /, lot ([^,]+)/.exec(line)?.[1] ?? ''
    const item = ITEMS.find((i) => i.item === id)
    const { numerator, denominator } = item?.conversions.find((c) => c.unit === unit) ?? {
      numerator: 1,
      denominator: 1,
    }
    const base = divide(multiply(amount, String(numerator)), String(denominator), 6, 'halfEven')
    const key = [id, location, status, lot].join(', ')
    sums.set(key, [...(sums.get(key) ?? []), sign === '−' ? `-${base}` : base])
  }
  return Object.fromEntries(
    [...sums]
      .map(([key, amounts]) => [key, sum(amounts)] as const)
      .filter(([, total]) => total !== '0')
      .sort(),
  )
}
