import {
  DemandCancelled,
  DemandScheduled,
  GoodsIssued,
  GoodsReceived,
  type LineState,
  StockAdjusted,
  StockPromised,
  SupplyCancelled,
  SupplyScheduled,
} from '@takt/contracts'
import { type Projected, project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'

type Scheduled = Projected<typeof SupplyScheduled> | Projected<typeof DemandScheduled>

export const atpLines = view({
  name: 'atp_lines',
  tables: [inventory.atpLine],
  on: [
    project(GoodsReceived, (event, write) => settle(event, event.data.lines ?? [], write)),
    project(GoodsIssued, (event, write) => settle(event, event.data.lines ?? [], write)),
    project(StockAdjusted, (event, write) => settle(event, event.data.lines ?? [], write)),
    project(SupplyCancelled, (event, write) => settle(event, event.data.lines, write)),
    project(DemandCancelled, (event, write) => settle(event, event.data.lines, write)),
    project(SupplyScheduled, (event, write) =>
      schedule(event, { confirmed: event.data.confirmed ?? true, customer: null }, write),
    ),
    project(DemandScheduled, (event, write) =>
      schedule(event, { confirmed: false, customer: event.data.customer ?? null }, write),
    ),
    project(StockPromised, (event, write) => {
      const { lines, demand, unit, customer = null } = event.data
      demand.forEach((state, i) => {
        const promised = new Map(lines[i]?.promised.map(({ date, amount }) => [date, amount]))
        put(event, state, promised, { unit, confirmed: true, customer }, write)
      })
    }),
  ],
})

function schedule(
  event: Scheduled,
  said: { confirmed: boolean; customer: string | null },
  write: Write,
): void {
  const { quantity, date, lines } = event.data
  const [state, ...others] = lines
  if (state) put(event, state, new Map([[date, quantity.amount]]), { ...said, unit: quantity.unit }, write)
  settle(event, others, write)
}

type Of = Pick<Projected, 'plant' | 'position'> & { readonly data: { readonly item: string } }

const key = ({ plant, data }: Of, { kind, document }: LineState, date: string) => ({
  plant,
  item: data.item,
  kind,
  documentType: document.type,
  documentId: document.id,
  documentLine: document.line ?? '',
  date,
})

/** The line is new: each of its days with something open has a row, the others none. */
function put(
  event: Of,
  state: LineState,
  original: ReadonlyMap<string, string>,
  said: { unit: string; confirmed: boolean; customer: string | null },
  write: Write,
): void {
  for (const { date, amount: quantity } of state.open) {
    const row = key(event, state, date)
    const originalQuantity = original.get(date)
    if (quantity === '0' || originalQuantity === undefined) write(inventory.atpLine).remove(row)
    else write(inventory.atpLine).put(row, { ...said, quantity, originalQuantity, position: event.position })
  }
}

/** Some of the line was received or issued, or the rest cancelled. */
function settle(event: Of, lines: readonly LineState[], write: Write): void {
  for (const state of lines)
    for (const { date, amount: quantity } of state.open) {
      const row = key(event, state, date)
      if (quantity === '0') write(inventory.atpLine).remove(row)
      else write(inventory.atpLine).patch(row, { quantity, position: event.position })
    }
}
