import {
  DemandCancelled,
  DemandScheduled,
  isPositive,
  type LineState,
  PromiseSettled,
  StockPromised,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  sum,
} from '@takt/contracts'
import { type Projected, project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { linesOfEvent } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'
import { moving, unitOfLines } from './settling.ts'

const { orderLine } = inventory

/** What was ordered on a line stands on its last schedule, also when its supplier's answer is what counts. */
export const orderLines = view({
  name: 'order_lines',
  tables: [orderLine],
  on: [
    ...moving.map((contract) =>
      project(contract, (event, write) => settle(event, write, { unit: unitOfLines(event.data) })),
    ),
    project(SupplyScheduled, (event, write) => {
      const { quantity, date, document, schedule } = event.data
      // Without a schedule of its own the line stands as ordered, and no answer of its supplier does.
      const answer = schedule ? {} : { acknowledgedAt: null, acknowledgement: null }
      settle(event, write, { unit: quantity.unit }, document.line, {
        ...requested(date, quantity.amount),
        ...answer,
      })
    }),
    project(DemandScheduled, (event, write) => {
      const { quantity, date, document } = event.data
      settle(event, write, { unit: quantity.unit }, document.line, requested(date, quantity.amount))
    }),
    project(SupplyAcknowledged, (event, write) => {
      const { unit, reportedAt: acknowledgedAt, reference: acknowledgement = null } = event.data
      settle(event, write, { unit, acknowledgedAt, acknowledgement })
    }),
    ...[StockPromised, PromiseSettled].map((contract) =>
      project(contract, (event, write) => {
        const { unit, lines } = event.data
        for (const { line, requested: asked } of lines)
          settle(event, write, { unit }, line, requested(asked.date, asked.amount), line)
      }),
    ),
    ...[SupplyCancelled, DemandCancelled].map((contract) =>
      project(contract, (event, write) => {
        for (const state of linesOf(event))
          write(orderLine).patch(key(event, state), { ...figures(state), position: event.position })
      }),
    ),
  ],
})

const requested = (requestedDate: string, requestedQuantity: string) => ({ requestedDate, requestedQuantity })

const linesOf = ({ type, data }: Projected): readonly LineState[] =>
  linesOfEvent({ type, data } as StockItemEvent)

const key = ({ plant, data }: Projected, { kind, document }: LineState) => ({
  plant,
  item: (data as StockItemEvent['data']).item,
  kind,
  documentType: document.type,
  documentId: document.id,
  documentLine: document.line ?? '',
})

function figures({ open, fulfilled, over = '0', cancelled, confirmed, customer, validUntil }: LineState) {
  const schedule = open
    .filter(({ of }) => isPositive(of))
    .map(({ date, amount, of, unconfirmed = '0' }) => ({ date, of, open: amount, unconfirmed }))
  const left = sum(schedule.map((day) => day.open))
  return {
    state: cancelled ? ('cancelled' as const) : isPositive(left) ? ('open' as const) : ('closed' as const),
    schedule,
    quantity: sum(schedule.map((day) => day.of)),
    open: left,
    ...{ fulfilled, over, confirmed, customer: customer ?? null, validUntil: validUntil ?? null },
  }
}

/** `own` is for the line that the event is about; others only gave it what came early. */
function settle(
  event: Projected,
  write: Write,
  common: { unit: string; acknowledgedAt?: string; acknowledgement?: string | null },
  about?: string,
  own: object = {},
  only?: string,
): void {
  for (const state of linesOf(event)) {
    const line = state.document.line ?? ''
    if (only !== undefined && line !== only) continue
    const said = line === (about ?? '') ? own : {}
    write(orderLine).add(
      key(event, state),
      {},
      { ...figures(state), ...common, ...said, position: event.position },
    )
  }
}
