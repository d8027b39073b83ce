import {
  CancelWorkOrder,
  CloseWorkOrder,
  CompleteWorkOrder,
  ConsumeMaterial,
  type DataOf,
  DecideUsage,
  isPositive,
  MaterialConsumed,
  MaterialConsumptionReported,
  negate,
  OutputProduced,
  OutputReported,
  ReleaseWorkOrder,
  ReportOutput,
  subtract,
  UsageDecided,
  UsageDecisionReported,
  WorkOrderCancellationReported,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCloseReported,
  WorkOrderCompleted,
  WorkOrderCompletionReported,
  WorkOrderReleaseReported,
} from '@takt/contracts'
import { consumed, decided, type EffectOf, of, produced } from './atp-risk-effect.ts'
import { inAll, open, scheduled, some } from './atp-risk-world.ts'

/** Only the item that the order makes is put into stock; scrap never enters it. */
const output: EffectOf<DataOf<typeof ReportOutput>> = ({ order, yield: good }, world) => {
  if (world.makes === undefined) return null
  if (!world.makes || !good || !isPositive(good.amount)) return []
  const status = world.makes.inspect ? 'inInspection' : 'unrestricted'
  return produced({ order, status, quantity: good }, world)
}

const outputRecorded: EffectOf<DataOf<typeof OutputProduced>> = (data, world) =>
  data.item === world.item.item
    ? produced(
        { order: data.order, status: data.inspect ? 'inInspection' : 'unrestricted', quantity: data.yield },
        world,
      )
    : []

/** What an ended order has not made will not come, and what it has not used it will not need. */
const ended: EffectOf<{ readonly order: string }> = ({ order: id }, world) => {
  const document = { type: 'workOrder', id }
  return (['supply', 'demand'] as const).flatMap((kind) => some(kind, negate(open(world, kind, document))))
}

const released: EffectOf<DataOf<typeof ReleaseWorkOrder>> = (data, world) => {
  const document = { type: 'workOrder', id: data.order }
  const kind = data.item === world.item.item ? ('supply' as const) : ('demand' as const)
  // Without components of its own those of its bill of material are taken, which the message does not name.
  if (kind === 'demand' && !data.components) return null
  const said = kind === 'supply' ? [data] : (data.components ?? []).filter((c) => c.item === world.item.item)
  const amount = inAll(
    world,
    said.map(({ quantity }) => quantity),
  )
  return amount === undefined ? null : some(kind, subtract(amount, scheduled(world, kind, document)))
}

/** What messages of production and quality would change of stock, supply and demand, by their subject. */
export const otherEffects = new Map([
  ...of('stock', output, OutputReported, ReportOutput),
  ...of('stock', outputRecorded, OutputProduced),
  ...of('stock', consumed, MaterialConsumptionReported, ConsumeMaterial),
  ...of('stock', consumed, MaterialConsumed),
  ...of('stock', decided, UsageDecisionReported, DecideUsage),
  ...of('stock', decided, UsageDecided),
  ...of('supply', released, WorkOrderReleaseReported, ReleaseWorkOrder),
  ...of('supply', ended, WorkOrderCancellationReported, CancelWorkOrder),
  ...of('supply', ended, WorkOrderCloseReported, CloseWorkOrder),
  ...of('supply', ended, WorkOrderCompletionReported, CompleteWorkOrder),
  ...of('supply', ended, WorkOrderCompleted, WorkOrderClosed, WorkOrderCancelled),
])
