import {
  add,
  type DataOf,
  defined,
  isPositive,
  type OutputDeferred,
  OutputProduced,
  type Quantity,
} from '@takt/contracts'
import { isRejection, type Rejection } from '@takt/decider'
import type { Misfit } from './misfit.ts'
import { inBaseUnitOf, type WorkOrderReference } from './reference.ts'
import { totals } from './totals.ts'
import type { Release, WorkOrder } from './work-order.ts'

type Report = Omit<DataOf<typeof OutputDeferred>, 'report' | 'producedAt'>
type Produced = ReturnType<typeof OutputProduced.create>

export const hasQuantity = (report: Report): boolean =>
  isPositive(report.yield?.amount ?? '0') || isPositive(report.scrap?.amount ?? '0')

/** The event of a report's output, with the order's totals after it; a rejection where a unit cannot be converted. */
export function produce(
  order: Pick<WorkOrder, 'yield' | 'scrap'>,
  release: Release,
  report: Report,
  reference: WorkOrderReference,
  deferred?: { readonly report: string; readonly producedAt: string },
): Produced | Rejection {
  const { item, quantity } = release
  const none: Quantity = { amount: '0', unit: quantity.unit }
  const yielded = inBaseUnitOf(report.yield ?? none, item, reference)
  if (isRejection(yielded)) return yielded
  const scrap = inBaseUnitOf(report.scrap ?? none, item, reference)
  if (isRejection(scrap)) return scrap
  const converted = [report.yield, report.scrap].some((q) => q && q.unit !== quantity.unit)
  const data = {
    order: report.order,
    item,
    yield: yielded,
    scrap,
    reported: converted ? defined({ yield: report.yield, scrap: report.scrap }) : undefined,
    scrapReason: report.scrapReason,
    location: report.location ?? release.location,
    lot: report.lot,
    serials: report.serials,
    inspect: release.inspect,
    deferred,
    totals: totals(quantity.amount, add(order.yield, yielded.amount), add(order.scrap, scrap.amount)),
  }
  return OutputProduced.create(defined(data))
}

/** The output that waited for the order's release; `waiting` says why some of it still cannot be counted. */
export function produceDeferred(order: WorkOrder, release: Release, reference: WorkOrderReference) {
  const produced: Produced[] = []
  const sums = { yield: order.yield, scrap: order.scrap }
  let waiting: Misfit | undefined
  for (const { report, producedAt, ...output } of order.deferred) {
    const event = produce(sums, release, output, reference, { report, producedAt })
    if (isRejection(event)) {
      waiting = { code: 'unknown-unit', sentence: event.message, details: { report } }
    } else {
      produced.push(event)
      sums.yield = event.data.totals.yield
      sums.scrap = event.data.totals.scrap
    }
  }
  return { produced, waiting }
}
