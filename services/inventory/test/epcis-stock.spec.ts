import { SupplyReported } from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { lineOf, openTotal } from '../src/domain/stock-item/ledger.ts'
import { EXPECTED } from './epcis-samples/expected.ts'
import { balanceOf, SamplePlant } from './epcis-samples/plant.ts'
import { validSamples } from './epcis-samples/world.ts'

const samples = validSamples()
const sample = (file: string): { epcisBody: { eventList: Record<string, unknown>[] } } =>
  structuredClone(samples.get(file)) as never

/** The document with only some of its events, in another order. */
const only = (file: string, ...indexes: readonly number[]) => {
  const document = sample(file)
  document.epcisBody.eventList = indexes.map((i) => document.epcisBody.eventList[i] ?? {})
  return document
}

const ERRONEOUS = 'captured-and-declared-erroneous.json'

describe('stock after a document', () => {
  test.each([...samples].filter(([file]) => file !== ERRONEOUS))('%s', (file, document) => {
    const plant = new SamplePlant()
    plant.capture(document)
    expect(plant.balance()).toEqual(balanceOf((EXPECTED[file] ?? []).flat()))
  })

  test('is the same when the document comes twice', () => {
    const plant = new SamplePlant()
    for (const document of [...samples.values(), ...samples.values()]) plant.capture(document)
    const once = new SamplePlant()
    for (const document of samples.values()) once.capture(document)
    expect(plant.balance()).toEqual(once.balance())
  })
})

describe('an event declared erroneous', () => {
  test('leaves what its corrective event says', () => {
    const plant = new SamplePlant()
    plant.capture(sample(ERRONEOUS))
    expect(plant.balance()).toEqual({ 'BOLT, STORE, unrestricted, ': '99' })
  })

  test('leaves nothing, in whatever order and however often event and declaration come', () => {
    for (const order of [
      [0, 1],
      [1, 0],
      [1, 0, 1, 0],
      [0, 0, 1, 1],
      [0, 1, 0],
    ]) {
      const plant = new SamplePlant()
      for (const index of order) plant.capture(only(ERRONEOUS, index))
      expect(plant.balance()).toEqual({})
    }
  })

  test('opens the purchase order again that it had received', () => {
    const order = { type: 'purchaseOrder', id: '4500012345' } as const
    const line = { ...order, line: '10' }
    const plant = new SamplePlant()
    const open = () => {
      const stock = plant.stock('BRACKET')
      return stock && openTotal(lineOf(stock.supply, line))
    }
    plant.post(
      SupplyReported.create({
        item: 'BRACKET',
        document: line,
        quantity: { amount: '10', unit: 'EA' },
        date: '2026-03-03',
      }),
    )
    const received = sample('receiving-instances.json')
    plant.capture(received)
    expect(open()).toBe('8')
    const [event] = received.epcisBody.eventList
    received.epcisBody.eventList = [
      { ...event, errorDeclaration: { declarationTime: '2026-03-02T10:00:00Z' } },
    ]
    plant.capture(received)
    expect(open()).toBe('10')
    expect(plant.balance()).toEqual({})
  })
})
