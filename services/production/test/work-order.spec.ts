import {
  CancelWorkOrder,
  CloseWorkOrder,
  CompleteWorkOrder,
  ConsumeMaterial,
  MaterialConsumed,
  MaterialConsumptionReported,
  OutputDeferred,
  OutputProduced,
  OutputReported,
  ReleaseWorkOrder,
  ReportOutput,
  StartWorkOrder,
  WorkOrderCancellationReported,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCloseReported,
  WorkOrderCompleted,
  WorkOrderCompletionReported,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
  WorkOrderReleaseReported,
  WorkOrderStarted,
  WorkOrderStartReported,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { describe, expect, test } from 'vitest'
import { WorkOrder } from '../src/domain/work-order.ts'
import { reference } from './world.ts'

const { given } = spec(WorkOrder, { reference })
const released = WorkOrderReleased.example
const started = WorkOrderStarted.example
const completed = WorkOrderCompleted.example
const closed = WorkOrderClosed.example
const cancelled = WorkOrderCancelled.example

describe('a release', () => {
  test('tells what is made, from what, until when', () =>
    given().when(WorkOrderReleaseReported.example).then(released))

  test('is released only once', () => given().when(WorkOrderReleaseReported.example).again().thenNothing())

  test('is the same when asked for', () => given().when(ReleaseWorkOrder.example).then(released))

  test('takes components from the bill of material, scaled to the order', () => {
    const { components: _, ...data } = WorkOrderReleaseReported.example.data
    const [event] = given()
      .when(WorkOrderReleaseReported.create({ ...data, quantity: { amount: '7', unit: 'EA' } }))
      .events()
    expect(event?.data).toMatchObject({
      components: [
        { item: 'STEEL', quantity: { amount: '1.75', unit: 'KGM' } },
        { item: 'BOLT', quantity: { amount: '28', unit: 'EA' } },
      ],
    })
  })

  test('keeps the quantity as ordered beside that in the base unit', () => {
    const quantity = { amount: '2', unit: 'BX' }
    const [event] = given()
      .when(WorkOrderReleaseReported.create({ ...WorkOrderReleaseReported.example.data, quantity }))
      .events()
    expect(event?.data).toMatchObject({ quantity: { amount: '100', unit: 'EA' }, ordered: quantity })
  })

  test('books output at the default location and inspects it as the item says, where the order says nothing', () => {
    const { location: _, inspectOutput: __, ...data } = WorkOrderReleaseReported.example.data
    const [event] = given().when(WorkOrderReleaseReported.create(data)).events()
    expect(event?.data).toMatchObject({ location: 'MAIN', inspect: true })
  })

  test('with a unit the item does not know says what to publish', () => {
    const quantity = { amount: '2', unit: 'PF' }
    const { message } = given()
      .when(WorkOrderReleaseReported.create({ ...WorkOrderReleaseReported.example.data, quantity }))
      .thenRejected('unknown-unit')
    expect(message).toContain('BRACKET has no conversion from PF to EA')
  })

  test('changed by the ERP takes the new quantity and names components that are no longer needed', () => {
    const data = {
      ...WorkOrderReleaseReported.example.data,
      components: [{ item: 'STEEL', quantity: { amount: '20', unit: 'KGM' } }],
    }
    given(released, started, OutputProduced.example)
      .when(WorkOrderReleaseReported.create({ ...data, quantity: { amount: '80', unit: 'EA' } }))
      .then(
        WorkOrderReleased.create({
          ...released.data,
          quantity: { amount: '80', unit: 'EA' },
          components: data.components,
          withdrawn: ['BOLT'],
          status: 'inProgress',
          totals: { yield: '40', scrap: '2', remaining: '40', progress: '0.5' },
        }),
      )
  })

  test('with other content is refused when asked for', () =>
    given(released)
      .when(ReleaseWorkOrder.create({ ...released.data, dueDate: '2026-04-01' }))
      .thenRejected('already-released'))

  test('of another item is an exception: the order stays as it is', () => {
    const data = {
      ...WorkOrderReleaseReported.example.data,
      item: 'STEEL',
      quantity: { amount: '1', unit: 'KGM' },
    }
    const after = given(released).when(WorkOrderReleaseReported.create(data))
    after.thenTypes(WorkOrderExceptionRaised.name)
    expect(after.state().release?.item).toBe('BRACKET')
    after.again().thenNothing()
  })

  test('after the end is an exception', () => {
    const late = WorkOrderReleaseReported.create({
      ...WorkOrderReleaseReported.example.data,
      dueDate: '2026-04-01',
    })
    given(released, completed).when(late).thenTypes(WorkOrderExceptionRaised.name)
    given(released, completed).when(WorkOrderReleaseReported.example).thenNothing()
  })
})

describe('work on an order', () => {
  test('starts once', () => {
    given(released).when(WorkOrderStartReported.example).then(started)
    given(released).when(WorkOrderStartReported.example).again().thenNothing()
    given(released).when(StartWorkOrder.example).again().thenNothing()
  })

  test('starts with the first consumption', () =>
    given(released).when(MaterialConsumptionReported.example).then(started, MaterialConsumed.example))

  test('starts with the first output', () =>
    given(released).when(OutputReported.example).then(started, OutputProduced.example))

  test('keeps the serial numbers of what it yielded, also of output that came before its release', () => {
    const serials = ['S-1', 'S-2']
    const report = OutputReported.create({ ...OutputReported.example.data, serials })
    const numbered = OutputProduced.create({ ...OutputProduced.example.data, serials })
    given(released).when(report).then(started, numbered)
    const early = given().when(report)
    const after = given(...early.events()).when(WorkOrderReleaseReported.example)
    expect(after.events().find(OutputProduced.is)?.data).toMatchObject({ serials })
  })

  test('is the same when asked for', () => {
    given(released, started).when(ConsumeMaterial.example).then(MaterialConsumed.example)
    given(released, started).when(ReportOutput.example).then(OutputProduced.example)
  })

  test('keeps the serial numbers of what was used', () => {
    const serials = ['S-1']
    const data = { ...MaterialConsumptionReported.example.data, serials }
    const numbered = MaterialConsumed.create({ ...MaterialConsumed.example.data, serials })
    given(released, started).when(MaterialConsumptionReported.create(data)).then(numbered)
  })

  test('is asked for with one serial number for each piece, or none', () => {
    const serials = ['S-1']
    const used = ConsumeMaterial.create({ ...ConsumeMaterial.example.data, serials })
    expect(given(released, started).when(used).thenRejected('serial-count').details).toMatchObject({
      serials: 1,
      quantity: '12.5',
    })
    const made = ReportOutput.create({ ...ReportOutput.example.data, serials })
    given(released, started).when(made).thenRejected('serial-count')
  })

  test('keeps a consumption as reported beside that in the base unit', () => {
    const quantity = { amount: '0.5', unit: 'TNE' }
    const [event] = given(released, started)
      .when(MaterialConsumptionReported.create({ ...MaterialConsumptionReported.example.data, quantity }))
      .events()
    expect(event?.data).toMatchObject({ quantity: { amount: '500', unit: 'KGM' }, reported: quantity })
  })

  test('adds up to yield, scrap, remaining quantity and progress', () => {
    const half = OutputReported.create({ order: 'WO-1001', yield: { amount: '1', unit: 'BX' } })
    const [event] = given(released, started, OutputProduced.example).when(half).events()
    expect(event?.data).toMatchObject({
      yield: { amount: '50', unit: 'EA' },
      reported: { yield: { amount: '1', unit: 'BX' } },
      totals: { yield: '90', scrap: '2', remaining: '10', progress: '0.9' },
    })
  })

  test('beyond the ordered quantity and its tolerance raises an exception beside the output', () => {
    const much = OutputReported.create({ order: 'WO-1001', yield: { amount: '106', unit: 'EA' } })
    const tolerant = WorkOrderReleased.create({ ...released.data, overdeliveryTolerancePercent: '6' })
    given(tolerant, started).when(much).thenTypes(OutputProduced.name)
    const strict = WorkOrderReleased.create({ ...released.data, overdeliveryTolerancePercent: '5' })
    const after = given(strict, started).when(much)
    after.thenTypes(OutputProduced.name, WorkOrderExceptionRaised.name)
    expect(after.state()).toMatchObject({ yield: '106', exceptions: ['over-delivery'] })
  })

  test('beyond the tolerance is refused with its numbers when asked for', () => {
    const much = ReportOutput.create({ order: 'WO-1001', yield: { amount: '106', unit: 'EA' } })
    expect(given(released, started).when(much).thenRejected('over-delivery').details).toMatchObject({
      yield: '106',
      quantity: '100',
    })
  })

  test('that is no over-delivery any more, because the order grew, clears its exception', () => {
    const more = { ...WorkOrderReleaseReported.example.data, quantity: { amount: '150', unit: 'EA' } }
    const much = given(released, started).when(
      OutputReported.create({ order: 'WO-1001', yield: { amount: '140', unit: 'EA' } }),
    )
    given(released, started, ...much.events())
      .when(WorkOrderReleaseReported.create(more))
      .thenTypes(WorkOrderReleased.name, WorkOrderExceptionCleared.name)
  })

  test('in a unit the item does not know says what to publish', () =>
    given(released)
      .when(OutputReported.create({ order: 'WO-1001', yield: { amount: '1', unit: 'PF' } }))
      .thenRejected('unknown-unit'))
})

describe('a report before the release', () => {
  test('of a start is recorded, with an exception', () => {
    const after = given().when(WorkOrderStartReported.example)
    after.thenTypes(WorkOrderStarted.name, WorkOrderExceptionRaised.name)
    after.again().thenNothing()
  })

  test('of a consumption is recorded, with an exception', () =>
    given()
      .when(MaterialConsumptionReported.example)
      .thenTypes(WorkOrderStarted.name, MaterialConsumed.name, WorkOrderExceptionRaised.name))

  test('of output waits, and counts with the place and time it had once the release is here', () => {
    const early = given().when(OutputReported.example, { messageId: 'mes-0815' })
    early.thenTypes(WorkOrderStarted.name, OutputDeferred.name, WorkOrderExceptionRaised.name)
    const after = given(...early.events()).when(WorkOrderReleaseReported.example, { messageId: 'erp-1' })
    after.then(
      WorkOrderReleased.create({ ...released.data, status: 'inProgress' }),
      OutputProduced.create({
        ...OutputProduced.example.data,
        deferred: { report: 'mes-0815', producedAt: '2026-03-02T08:00:00.000Z' },
      }),
      WorkOrderExceptionCleared.example,
    )
    expect(after.state()).toMatchObject({ yield: '40', scrap: '2', deferred: [], exceptions: [] })
    after.again().thenNothing()
  })

  test('of output in a unit nobody knows waits on, with an exception, until the unit is published', () => {
    const report = OutputReported.create({ order: 'WO-1001', yield: { amount: '1', unit: 'PF' } })
    const early = given().when(report).events()
    const after = given(...early).when(WorkOrderReleaseReported.example)
    after.thenTypes(WorkOrderReleased.name, WorkOrderExceptionCleared.name, WorkOrderExceptionRaised.name)
    const bracket = { ...reference.items.get('BRACKET'), unit: 'EA', decimals: 0, plants: [] }
    const known = new Map(reference.items).set('BRACKET', {
      ...bracket,
      conversions: [{ unit: 'PF', numerator: 20, denominator: 1 }],
    })
    const mended = given(...early, ...after.events()).when(WorkOrderReleaseReported.example, {
      reference: { ...reference, items: known },
    })
    mended.thenTypes(WorkOrderReleased.name, OutputProduced.name, WorkOrderExceptionCleared.name)
    expect(mended.state()).toMatchObject({ yield: '20', exceptions: [] })
  })

  test('of the end stands when the release arrives: nothing is scheduled for an ended order', () => {
    const early = given().when(WorkOrderCompletionReported.example)
    early.thenTypes(WorkOrderCompleted.name, WorkOrderExceptionRaised.name)
    const [event] = given(...early.events())
      .when(WorkOrderReleaseReported.example)
      .events()
    expect(event?.data).toMatchObject({ status: 'completed' })
  })

  test('is refused when asked for', () => {
    for (const command of [
      StartWorkOrder,
      ConsumeMaterial,
      ReportOutput,
      CompleteWorkOrder,
      CloseWorkOrder,
      CancelWorkOrder,
    ])
      given().when(command.example).thenRejected('not-released')
  })
})

describe('a report after the end', () => {
  test.each([completed, closed, cancelled])('is recorded with an exception beside it (%o)', (ended) => {
    const output = given(released, ended).when(OutputReported.example)
    output.thenTypes(OutputProduced.name, WorkOrderExceptionRaised.name)
    expect(output.state().status).toBe(WorkOrder.evolve(WorkOrder.initialState(), ended).status)
    given(released, ended)
      .when(MaterialConsumptionReported.example)
      .thenTypes(MaterialConsumed.name, WorkOrderExceptionRaised.name)
    const start = given(released, ended).when(WorkOrderStartReported.example)
    start.thenTypes(WorkOrderExceptionRaised.name)
    start.again().thenNothing()
  })

  test.each([completed, closed, cancelled])('is refused when asked for (%o)', (ended) => {
    for (const command of [StartWorkOrder, ConsumeMaterial, ReportOutput])
      given(released, ended).when(command.example).thenRejected('after-end')
  })
})

describe('the end of an order', () => {
  test('is said once', () => {
    for (const report of [WorkOrderCompletionReported, WorkOrderCloseReported, WorkOrderCancellationReported])
      given(released).when(report.example).again().thenNothing()
    given(released).when(WorkOrderCompletionReported.example).then(completed)
    given(released, completed).when(CloseWorkOrder.example).then(closed)
    given(released).when(CancelWorkOrder.example).then(cancelled)
  })

  test('comes with the final output, also one without quantity', () => {
    const last = OutputReported.create({ ...OutputReported.example.data, final: true })
    given(released).when(last).then(started, OutputProduced.example, completed)
    const nothing = OutputReported.create({ order: 'WO-1001', final: true })
    given(released, started).when(nothing).then(completed)
    given(released, started).when(nothing).again().thenNothing()
  })

  test('by a close needs no completion where it happened, and does where it is asked for', () => {
    given(released, started).when(WorkOrderCloseReported.example).then(closed)
    given(released, started).when(CloseWorkOrder.example).thenRejected('not-completed')
  })

  test('by a cancellation is refused once there is output', () => {
    given(released, started, OutputProduced.example).when(CancelWorkOrder.example).thenRejected('has-output')
    given(released, started, OutputProduced.example)
      .when(WorkOrderCancellationReported.example)
      .then(cancelled)
  })

  test('stands: what would end it otherwise is an exception', () => {
    given(released, completed)
      .when(WorkOrderCancellationReported.example)
      .thenTypes(WorkOrderExceptionRaised.name)
    given(released, cancelled)
      .when(WorkOrderCompletionReported.example)
      .thenTypes(WorkOrderExceptionRaised.name)
    given(released, completed).when(CancelWorkOrder.example).thenRejected('after-end')
    given(released, cancelled).when(CompleteWorkOrder.example).thenRejected('after-end')
    given(released, cancelled).when(CloseWorkOrder.example).thenRejected('after-end')
    given(released, cancelled).when(WorkOrderCloseReported.example).thenNothing()
    given(released, completed, closed).when(CompleteWorkOrder.example).thenNothing()
  })
})
