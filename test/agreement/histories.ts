import {
  type ItemAtPlant,
  ItemChanged,
  itemAtPlant,
  type KeptItem,
  type Plant,
  PlantChanged,
} from '@takt/contracts'
import type { RecordedEvent } from '../../packages/event-sourcing/src/index.ts'
import { initialState, type StockItem } from '../../services/inventory/src/domain/stock-item/state.ts'
import { play, reference } from '../../services/inventory/test/stock-item/play.ts'
import type { Step } from '../../services/inventory/test/stock-item/random.ts'
import type { Planning } from './plants.ts'

/** What a plant went through with one item, and what its aggregate came to. */
export interface History {
  readonly plant: Plant
  readonly item: ItemAtPlant
  readonly events: readonly RecordedEvent[]
  readonly state: StockItem
  /** When its last message was decided. */
  readonly last: number
}

export interface Told {
  readonly plant: Plant
  readonly planning: Planning
  readonly steps: readonly Step[]
}

/** One item, as every plant plans it for itself. */
export function itemOf(all: readonly Pick<Told, 'plant' | 'planning'>[]): KeptItem {
  return {
    ...{ ...reference.item, leadTimeDays: 4, inspectionDays: 2, asOf: '2026-03-02T07:00:00.000Z' },
    plants: all.map(({ plant: { plant }, planning }) => ({ plant, ...planning })),
  }
}

/** Decides its messages, and keeps what the log would hold; positions count on from one history to the next. */
export function playHistory(told: Told, kept: KeptItem, position: () => string): History {
  const { plant, steps } = told
  const item = itemAtPlant(kept, plant.plant)
  const events: RecordedEvent[] = []
  let state = initialState()
  let last = Date.UTC(2026, 2, 2, 8)
  play(
    steps,
    ({ events: decided, given, state: now }) => {
      for (const { type, data } of structuredClone(decided)) {
        const { messageId, occurredAt } = given
        events.push({
          ...{ type, data, storedType: `${type}.v1`, version: 1, created: given.now },
          ...{
            id: `${plant.plant}-${events.length}`,
            stream: `stock-${plant.plant}`,
            revision: events.length,
          },
          position: position(),
          metadata: {
            ...{
              messageId,
              $correlationId: messageId,
              $causationId: messageId,
              source: 'spec',
              actor: 'spec',
            },
            ...{ plant: plant.plant, occurredAt, recordedAt: given.now, hash: '' },
          },
        })
      }
      state = now
      last = Date.parse(given.now)
    },
    { item, plant },
  )
  // It is changed in place while the play goes on: what it is at the end is what counts.
  return { plant, item, events, state, last }
}

/** What the log of master data holds of them. */
export const masterData = (
  plants: readonly Plant[],
  kept: KeptItem,
  position: () => string,
): RecordedEvent[] =>
  [
    ...plants.map((plant) => PlantChanged.create({ ...plant, asOf: kept.asOf })),
    ItemChanged.create(kept),
  ].map(({ type, data }, i) => ({
    ...{ type, data, storedType: `${type}.v1`, version: 1, created: kept.asOf },
    ...{ id: `masterdata-${i}`, stream: 'masterdata', revision: i, position: position() },
    metadata: {
      ...{
        messageId: `masterdata-${i}`,
        $correlationId: 'c',
        $causationId: 'c',
        source: 'spec',
        actor: 'spec',
      },
      ...{ plant: 'all', occurredAt: kept.asOf, recordedAt: kept.asOf, hash: '' },
    },
  }))
