import { analystView } from '../analyst-view.ts'

export const allocations = analystView({
  schema: 'analytics',
  name: 'allocations',
  grain: 'one row for each pool that an item is or was allocated to, or that somebody consumes from',
  keys: ['plant', 'item', 'pool'],
  comment:
    'What is guaranteed to channels, customer groups and regions, what they may take at most, and what they took.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    pool: 'Characteristics of the pool, the widest first, parted by /',
    depth: 'How many characteristics that are',
    guaranteed: 'Set aside for the pool and those below it, in the base unit; null where nothing is',
    max: 'The most that the pool and those below it may take, in the base unit; null where it is not limited',
    valid_from: "First day in the plant's own time zone; null where it is not limited",
    valid_until: 'Last day; null where it is not limited',
    open: 'Consumed by promises, demand and reservations that are open, also of pools below it',
    issued: 'Issued for them since the pool was allocated',
    consumed: 'Both in sum',
    unit: 'Base unit of the item',
    state: 'none (only consumed from), allocated, released or expired',
    reason: 'Why it was allocated, reallocated or released',
  },
  sql: `select plant, item, pool, cardinality(string_to_array(pool, '/')) as depth, guaranteed, max, valid_from, valid_until,
  open, issued, open + issued as consumed, unit, state, reason
from inventory.allocation`,
  example: {
    question: 'Which pools have used most of their guarantee?',
    sql: `select plant, item, pool, guaranteed, consumed, round(100 * consumed / guaranteed) as percent
from analytics.allocations
where state = 'allocated' and guaranteed > 0 order by consumed / guaranteed desc limit 20`,
  },
})
