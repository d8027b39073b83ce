import { expect, test } from 'vitest'
import { stockItemEvents } from '../src/domain/stock-item/messages.ts'
import { atpItems } from '../src/views/atp-items.ts'

/** Of these nothing that ATP depends on changes. */
const WITHOUT_EFFECT = [
  'StockCounted',
  'RecountRequested',
  'PromiseRefused',
  'StockExceptionRaised',
  'StockExceptionCleared',
  'BackordersDecided',
  'ReversalAwaited',
  'TransferRecallRequested',
  'TransferRecallRefused',
  'TransferRecallFailed',
]

test("every event that ATP depends on moves its item's position, by which readers know that it changed", () => {
  const moving = new Set(atpItems.on.map(({ contract }) => contract.name))
  const silent = stockItemEvents.filter(({ name }) => !moving.has(name))
  const unexpected = silent.map(({ name }) => name.slice('inventory.'.length))
  expect(unexpected.filter((name) => !WITHOUT_EFFECT.includes(name))).toEqual([])
})
