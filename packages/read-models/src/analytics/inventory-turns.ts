import { analystView } from '../analyst-view.ts'
import { REVERSALS } from './reversals.ts'

export const inventoryTurns = analystView({
  schema: 'analytics',
  name: 'inventory_turns',
  grain: 'one row for each item and month in which something moved',
  keys: ['plant', 'item', 'month'],
  comment:
    'How often stock turns over: issues of the month ÷ average on hand, in quantities; the average is that of the first and the last moment of the month (the usual inventory turnover ratio). Times 12 it is a yearly rate. A reversal of an issue takes it back in the month of the reversal: months that are over are not restated. What customers return is not taken back. All owners and statuses count.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    month: "First day of the month, in the plant's own time zone, by the source's clock",
    issued:
      'What was issued in the month less what reversals took back in it, in the base unit; below zero where that is more',
    opening: 'On hand when the month began',
    closing: 'On hand when it ended; now, in the current month',
    average: '(opening + closing) ÷ 2',
    turns: 'issued ÷ average, to 4 digits; null where nothing was on hand on average',
    unit: 'Base unit of the item',
  },
  sql: `with recursive ${REVERSALS},
taken_back as (
  select distinct r.plant, r.item, r.message_id
  from reversed r join inventory.stock_movement m
    on m.plant = r.plant and m.item = r.item and m.message_id = r.root and m.kind = 'issue'),
monthly as (
  select m.plant, m.item, max(m.unit) as unit, sum(m.quantity) as net,
    date_trunc('month', m.occurred_at at time zone coalesce(p.time_zone, 'UTC'))::date as month,
    coalesce(-sum(m.quantity) filter (where m.kind = 'issue' or t.message_id is not null), 0) as issued
  from inventory.stock_movement m left join masterdata.plant p on p.plant = m.plant
    left join taken_back t on m.kind = 'reversal' and t.plant = m.plant and t.item = m.item and t.message_id = m.message_id
  group by m.plant, m.item, date_trunc('month', m.occurred_at at time zone coalesce(p.time_zone, 'UTC'))),
balances as (
  select *, sum(net) over (partition by plant, item order by month) as closing from monthly)
select plant, item, month, issued, closing - net as opening, closing, (closing - net + closing) / 2 as average,
  case when 2 * closing - net > 0 then round(issued / ((2 * closing - net) / 2), 4) end as turns, unit
from balances`,
  example: {
    question: 'Which items turned slowest last month?',
    sql: `select plant, item, issued, average, turns, unit from analytics.inventory_turns
where month = date_trunc('month', current_date - interval '1 month')::date order by turns nulls first limit 20`,
  },
})
