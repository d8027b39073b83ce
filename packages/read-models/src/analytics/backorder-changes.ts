import { analystView } from '../analyst-view.ts'

const amountOf = (days: string) =>
  `(select coalesce(sum((day ->> 'amount')::numeric), 0) from jsonb_array_elements(${days}) day)`
const lastOf = (days: string) => `(select max((day ->> 'date')::date) from jsonb_array_elements(${days}) day)`

export const backorderChanges = analystView({
  schema: 'analytics',
  name: 'backorder_changes',
  grain:
    'one row for each promised line that a decision of a run changed; lines that it left as they were have none',
  keys: ['position', 'document_type', 'document_id', 'document_line'],
  comment:
    'What runs took from whom and gave to whom, and why. A run over several items decides each of them once; a run of one item that was asked for twice has a position for each time.',
  columns: {
    position: 'Place of the decision in the log; the same for all lines of an item that it changed',
    plant: 'Plant code',
    item: 'Item number',
    run: 'Name of the run',
    reason: 'Why it was run',
    document_type: 'Kind of order',
    document_id: 'Number of the order',
    document_line: "Line of the order; '' where it has none",
    customer: 'Customer of the line as its promise stands now; null where none was said',
    class: 'How it took part: win, gain, redistribute, fill or lose',
    segment: 'Rule that selected it, where that has a name',
    requested_quantity: 'What was asked for, in the base unit, exact',
    requested_date: 'Day it was asked for',
    quantity_before: 'What it was promised before, with what was issued for it, in the base unit',
    quantity_after: 'The same after it',
    change: 'After less before: above 0 it was given, below 0 taken; 0 where only days changed',
    short: 'What of the requested quantity is not promised after it',
    unit: 'Base unit of the item',
    last_date_before: 'Day from which all of quantity_before was promised; null where nothing was',
    last_date_after: 'The same of quantity_after',
    before: 'By day, as [{"date", "amount"}]',
    after: 'By day, as [{"date", "amount"}]',
    recorded_at: "When it was decided, by Takt's clock",
  },
  sql: `select c.position, c.plant, c.item, c.run, c.reason, c.document_type, c.document_id, c.document_line, p.customer,
  c.class, c.segment, c.requested_amount as requested_quantity, c.requested_date,
  q.quantity_before, q.quantity_after, q.quantity_after - q.quantity_before as change, c.short, c.unit,
  q.last_date_before, q.last_date_after, c.before, c.after, c.changed_at as recorded_at
from inventory.backorder_change c
  cross join lateral (select
    ${amountOf('c.before')} as quantity_before,
    ${amountOf('c.after')} as quantity_after,
    ${lastOf('c.before')} as last_date_before,
    ${lastOf('c.after')} as last_date_after) q
  left join inventory.promise_line p on c.document_type = 'salesOrder' and p.plant = c.plant and p.item = c.item
    and p.promise = c.document_id and p.line = c.document_line`,
  example: {
    question: 'What did the runs of this week take from whom, and give to whom?',
    sql: `select run, reason, item, customer, sum(greatest(change, 0)) as given, sum(greatest(-change, 0)) as taken, unit
from analytics.backorder_changes
where recorded_at >= date_trunc('week', now()) group by run, reason, item, customer, unit order by run, item, customer limit 100`,
  },
})
