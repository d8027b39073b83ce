import {
  add,
  type DataOf,
  defined,
  isPositive,
  type Quantity,
  WorkOrderExceptionCleared,
  WorkOrderReleased,
  type WorkOrderReleaseReported,
} from '@takt/contracts'
import { type Given, isRejection, type Rejection, reject } from '@takt/decider'
import type { WorkOrderEvent } from './messages.ts'
import { exception } from './misfit.ts'
import { produceDeferred } from './output.ts'
import { type Component, explode, inBaseUnitOf, type WorkOrderReference } from './reference.ts'
import { overDelivery, totals } from './totals.ts'
import type { Release, WorkOrder } from './work-order.ts'

type Asked = DataOf<typeof WorkOrderReleaseReported>

/**
 * What is released, in base units and complete: what the message leaves open is as in the release before, else as
 * the master data says now.
 */
export function resolve(
  asked: Asked,
  before: Release | undefined,
  { reference, plant, occurredAt }: Given<WorkOrderReference>,
): Release | Rejection {
  const quantity = inBaseUnitOf(asked.quantity, asked.item, reference)
  if (isRejection(quantity)) return quantity
  if (!isPositive(quantity.amount)) return nothing(asked)
  const components = componentsOf(asked, quantity, before, reference)
  if (isRejection(components)) return components
  const rule = reference.items.get(asked.item)
  return defined({
    item: asked.item,
    quantity,
    ordered: quantity.unit === asked.quantity.unit ? undefined : asked.quantity,
    dueDate: asked.dueDate,
    startDate: asked.startDate,
    location: asked.location ?? before?.location ?? reference.plants.get(plant)?.defaultLocation ?? '',
    components,
    inspect:
      asked.inspectOutput ??
      before?.inspect ??
      rule?.plants.find((p) => p.plant === plant)?.inspectAtReceipt ??
      rule?.inspectAtReceipt ??
      false,
    overdeliveryTolerancePercent: asked.overdeliveryTolerancePercent ?? '0',
    releasedAt: before?.releasedAt ?? occurredAt,
  })
}

const nothing = ({ order, quantity: { amount, unit } }: Asked) =>
  reject(
    'quantity-too-small',
    `${amount} ${unit} of order ${order} are nothing in the base unit of its item.`,
    {
      amount,
      unit,
    },
  )

function componentsOf(
  asked: Asked,
  quantity: Quantity,
  before: Release | undefined,
  reference: WorkOrderReference,
): readonly Component[] | Rejection {
  if (!asked.components) {
    const unchanged = before && before.quantity.amount === quantity.amount
    return unchanged ? before.components : merged(explode(asked.item, quantity, reference))
  }
  const components: Component[] = []
  for (const { item, quantity: needed } of asked.components) {
    const base = inBaseUnitOf(needed, item, reference)
    if (isRejection(base)) return base
    components.push({ item, quantity: base })
  }
  return merged(components)
}

/** One line an item: a bill may name an item at several places. */
function merged(components: readonly Component[] | Rejection): readonly Component[] | Rejection {
  if (isRejection(components)) return components
  const byItem = new Map<string, Component>()
  for (const { item, quantity } of components) {
    const amount = add(byItem.get(item)?.quantity.amount ?? '0', quantity.amount)
    byItem.set(item, { item, quantity: { amount, unit: quantity.unit } })
  }
  return [...byItem.values()]
}

/** Nothing that matters to anybody differs. */
export const sameRelease = (a: Release, b: Release): boolean => facts(a) === facts(b)

const facts = (r: Release) =>
  JSON.stringify([
    [r.item, r.quantity.amount, r.quantity.unit, r.dueDate, r.startDate, r.location, r.inspect],
    r.overdeliveryTolerancePercent,
    r.components.map((c) => [c.item, c.quantity.amount, c.quantity.unit]),
  ])

/** The events of a release: itself, the output that waited for it, and the exceptions that it settles or shows. */
export function released(
  id: string,
  order: WorkOrder,
  release: Release,
  reference: WorkOrderReference,
): WorkOrderEvent[] {
  const needed = new Set(release.components.map((c) => c.item))
  const event = WorkOrderReleased.create({
    order: id,
    ...release,
    components: [...release.components],
    withdrawn: (order.release?.components ?? []).map((c) => c.item).filter((item) => !needed.has(item)),
    status: order.status === 'created' ? 'released' : order.status,
    totals: totals(release.quantity.amount, order.yield, order.scrap),
  })
  const { produced, waiting } = produceDeferred(order, release, reference)
  const last = produced.at(-1)?.data.totals ?? event.data.totals
  const over = overDelivery(id, release, last.yield)
  const events: WorkOrderEvent[] = [event, ...produced]
  const open = (code: WorkOrder['exceptions'][number]) => order.exceptions.includes(code)
  const cleared = (code: 'not-released' | 'over-delivery' | 'unknown-unit') =>
    events.push(WorkOrderExceptionCleared.create({ order: id, code, item: release.item }))
  if (open('not-released')) cleared('not-released')
  if (waiting && !open('unknown-unit')) events.push(exception(id, { ...order, release }, waiting))
  if (!waiting && open('unknown-unit')) cleared('unknown-unit')
  if (over && !open('over-delivery')) events.push(exception(id, { ...order, release }, over))
  if (!over && open('over-delivery')) cleared('over-delivery')
  return events
}
