import { analystView } from '../analyst-view.ts'

export const orderPromises = analystView({
  schema: 'analytics',
  name: 'order_promises',
  grain:
    'one row for each line of an order that a promise was asked for as a whole, as its latest attempt stands',
  keys: ['order_id', 'line'],
  comment:
    'What orders were promised: from which plants, how much and when, and what fell short. Promises of single lines are in atp_lines.',
  columns: {
    order_id: 'Number of the sales order',
    line: 'Line of the order',
    attempt: 'Counts the times that the order was asked for',
    state: 'Of the order: asking, promised, refused or cancelled',
    customer: 'Customer number',
    item: 'Item number that was asked for',
    policy: 'all, part, split or earliest',
    requested_quantity: 'What was asked for, in the base unit, exact',
    requested_date: 'Day it was asked for',
    promised_quantity: 'What is promised of it; nothing unless the order is promised',
    short: 'What is not',
    first_date: 'First promised day',
    last_date: 'Last promised day, from which all that is promised is there',
    sources: 'Where it comes from, as [{"plant", "item", "promised": [{"date", "amount"}]}]',
    unit: 'Base unit of the item',
    requested_at: 'When the order was asked for last',
    decided_at: 'When that was decided; null while it is asked',
    code: 'Why it is not promised, as a code',
    sentence: 'The same for people',
    changed_at: 'When its promise changed last after it was decided; null where it never did',
    change_cause: 'run (of backorders), cancelled, rescheduled or promised-anew',
    change_reason: 'Why it changed',
  },
  sql: `select o.order_id, l.line, l.attempt, o.state, o.customer, l.item, l.policy,
  l.requested_amount as requested_quantity, l.requested_date,
  case when o.state = 'promised' then l.requested_amount - l.short else 0 end as promised_quantity,
  case when o.state = 'promised' then l.short else l.requested_amount end as short,
  d.first_date, d.last_date, l.sources, l.unit, o.requested_at, o.decided_at, o.code, o.sentence,
  l.changed_at, l.change_cause, l.change_reason
from orchestration.order_promise o
  join orchestration.order_promise_line l on l.order_id = o.order_id and l.attempt = o.attempt
  left join lateral (
    select min((day ->> 'date')::date) as first_date, max((day ->> 'date')::date) as last_date
    from jsonb_array_elements(l.sources) source, jsonb_array_elements(source -> 'promised') day
    where o.state = 'promised') d on true`,
  example: {
    question: 'Which lines are promised later than they were asked for, or not whole?',
    sql: `select order_id, line, item, requested_quantity, promised_quantity, unit, requested_date, last_date
from analytics.order_promises
where state = 'promised' and (short > 0 or last_date > requested_date) order by requested_date, order_id, line`,
  },
})
