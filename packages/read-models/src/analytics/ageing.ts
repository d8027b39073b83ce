import { analystView } from '../analyst-view.ts'
import { REVERSALS } from './reversals.ts'

export const ageing = analystView({
  schema: 'analytics',
  name: 'ageing',
  grain: 'one row for each item and span of days since it came in',
  keys: ['plant', 'item', 'age'],
  comment:
    'Stock on hand by age, first in first out: what is there came with the latest receipts, whatever lot was taken. What no receipt accounts for (found in a count, say) is of unknown age. What a customer returned is as old as its return; what went back to a supplier counts as taken. A receipt or return that was reversed never was. All owners and statuses count; items with nothing on hand have no row.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    age: 'Days since it came in: 0-30, 31-90, 91-180, 181-365, over 365, or unknown',
    quantity: 'Quantity of that age in the base unit, exact',
    unit: 'Base unit of the item',
  },
  sql: `with recursive ${REVERSALS},
undone as (
  select plant, item, root from reversed group by plant, item, root having count(*) % 2 = 1),
on_hand as (
  select plant, item, max(unit) as unit, sum(quantity) as quantity
  from inventory.stock_on_hand group by plant, item having sum(quantity) > 0),
received as (
  select plant, item, occurred_at, quantity,
    sum(quantity) over (partition by plant, item order by occurred_at desc, position desc, line desc) as newest
  from inventory.stock_movement m
  where kind in ('receipt', 'return') and quantity > 0 and not exists (
    select from undone u where u.plant = m.plant and u.item = m.item and u.root = m.message_id)),
parts as (
  select h.plant, h.item, h.unit, current_date - r.occurred_at::date as days,
    least(r.quantity, h.quantity - (r.newest - r.quantity)) as quantity
  from on_hand h join received r on r.plant = h.plant and r.item = h.item
  where r.newest - r.quantity < h.quantity
  union all
  select h.plant, h.item, h.unit, null, h.quantity - coalesce(sum(r.quantity), 0)
  from on_hand h left join received r on r.plant = h.plant and r.item = h.item
  group by h.plant, h.item, h.unit, h.quantity having h.quantity > coalesce(sum(r.quantity), 0))
select plant, item, case when days is null then 'unknown' when days <= 30 then '0-30' when days <= 90 then '31-90'
    when days <= 180 then '91-180' when days <= 365 then '181-365' else 'over 365' end as age,
  sum(quantity) as quantity, max(unit) as unit
from parts group by 1, 2, 3`,
  example: {
    question: 'What has lain here for more than half a year?',
    sql: `select plant, item, age, quantity, unit from analytics.ageing
where age in ('181-365', 'over 365') order by plant, item, age`,
  },
})
