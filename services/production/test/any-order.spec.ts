import {
  MaterialConsumed,
  MaterialConsumptionReported,
  OutputProduced,
  OutputReported,
  sum,
  WorkOrderCompletionReported,
  WorkOrderReleaseReported,
  WorkOrderStartReported,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WorkOrderEvent, WorkOrderMessage } from '../src/domain/messages.ts'
import { WorkOrder } from '../src/domain/work-order.ts'
import { reference } from './world.ts'

const output = fc
  .record({ good: fc.integer({ min: 0, max: 30 }), bad: fc.integer({ min: 0, max: 5 }) })
  .filter(({ good, bad }) => good + bad > 0)
  .map(({ good, bad }) =>
    OutputReported.create({
      order: 'WO-1001',
      yield: { amount: String(good), unit: 'EA' },
      scrap: { amount: String(bad), unit: 'EA' },
    }),
  )
const consumption = fc.integer({ min: 1, max: 90 }).map((kg) =>
  MaterialConsumptionReported.create({
    ...MaterialConsumptionReported.example.data,
    quantity: { amount: String(kg / 4), unit: 'KGM' },
  }),
)

const life = fc
  .tuple(fc.array(output, { maxLength: 6 }), fc.array(consumption, { maxLength: 4 }))
  .map(([outputs, consumptions]): WorkOrderMessage[] => [
    WorkOrderReleaseReported.example,
    WorkOrderStartReported.example,
    ...consumptions,
    ...outputs,
    WorkOrderCompletionReported.example,
  ])
const shuffledLife = life.chain((messages) =>
  fc.tuple(
    fc.constant(messages),
    fc.shuffledSubarray(messages, { minLength: messages.length, maxLength: messages.length }),
  ),
)

function run(messages: readonly WorkOrderMessage[]) {
  const order = WorkOrder.initialState()
  const events: WorkOrderEvent[] = []
  messages.forEach((message, i) => {
    const at = '2026-03-02T08:00:00.000Z'
    const given = { messageId: `m${i}`, plant: 'P1', source: 'spec', now: at, occurredAt: at, reference }
    const decision = WorkOrder.decide(order, message, given)
    if (isRejection(decision)) throw new Error(`a report was refused: ${decision.message}`)
    for (const event of decision) {
      WorkOrder.evolve(order, structuredClone(event))
      events.push(event)
    }
  })
  return {
    end: { status: order.status, yield: order.yield, scrap: order.scrap, waiting: order.deferred },
    received: sum(events.filter(OutputProduced.is).map((e) => e.data.yield.amount)),
    used: sum(events.filter(MaterialConsumed.is).map((e) => e.data.quantity.amount)),
  }
}

test('reports about an order come to the same end in any order, and every piece counts once', () =>
  fc.assert(
    fc.property(shuffledLife, ([inOrder, anyOrder]) => {
      const expected = run(inOrder)
      expect(run(anyOrder)).toEqual(expected)
      expect(expected.end).toMatchObject({ status: 'completed', waiting: [] })
      expect(expected.received).toBe(expected.end.yield)
      const reported = inOrder.filter(OutputReported.is).map((m) => m.data.yield?.amount ?? '0')
      expect(expected.received).toBe(sum(reported))
    }),
  ))
