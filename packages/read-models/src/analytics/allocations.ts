import { analystView } from '../analyst-view.ts'

export const allocations = analystView({
  schema: 'analytics',
  name: 'allocations',
  grain:
    'one row for each period of each pool that an item is or was allocated to, and for each pool that somebody only consumes from',
  keys: ['plant', 'item', 'pool', 'starts'],
  comment:
    'What is guaranteed to channels, customer groups and regions, what they may take at most, and what they took.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    pool: 'Characteristics of the pool, the widest first, parted by /',
    depth: 'How many characteristics that are',
    guaranteed: 'Set aside for the pool and those below it, in the base unit; null where nothing is',
    max: 'The most that the pool and those below it may take, in the base unit; null where it is not limited',
    carried_guaranteed: 'Of the guarantee, what the period before left over',
    carried_max: 'Of the maximum, what the period before left over',
    starts: "First day in the plant's own time zone; '' where it has no beginning",
    valid_until: 'Last day; null where it has no end',
    release_on:
      'From this day on what is guaranteed and not consumed is free for everybody; null where it is kept to the end',
    open: 'Consumed for its days by promises, demand and reservations that are open, also of pools below it',
    issued: 'Issued for them since the pool was allocated',
    consumed: 'Both in sum',
    unit: 'Base unit of the item',
    state: 'none (only consumed from), allocated, released or expired',
    carry_over: 'What becomes of what is left at the end: lapse or nextPeriod',
    reason: 'Why it was allocated, reallocated or released',
  },
  sql: `select a.plant, a.item, a.pool, cardinality(string_to_array(a.pool, '/')) as depth, p.guaranteed, p.max,
  coalesce(p.carried_guaranteed, 0) as carried_guaranteed, coalesce(p.carried_max, 0) as carried_max,
  coalesce(p.starts, '') as starts, p.valid_until, p.release_on,
  coalesce(p.open, a.open) as open, coalesce(p.issued, a.issued) as issued,
  coalesce(p.open + p.issued, a.open + a.issued) as consumed, a.unit, coalesce(p.state, a.state) as state,
  a.carry_over, a.reason
from inventory.allocation a left join inventory.allocation_period p using (plant, item, pool)`,
  example: {
    question: 'Which pools have used most of the guarantee of a period?',
    sql: `select plant, item, pool, starts, valid_until, guaranteed, consumed, round(100 * consumed / guaranteed) as percent
from analytics.allocations
where state = 'allocated' and guaranteed > 0 order by consumed / guaranteed desc limit 20`,
  },
})
