import { analystView } from '../analyst-view.ts'

export const lots = analystView({
  schema: 'analytics',
  name: 'lots',
  grain: 'one row for each lot of an item that was ever at a plant, or told of there',
  keys: ['plant', 'item', 'lot'],
  comment:
    "Lots with their dates and what is there of them. A lot may be used up to and including expires_on; days are told in the plant's own time zone.",
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    lot: 'Lot number',
    on_hand: 'What is there in all statuses and of all owners, in the base unit, exact',
    unrestricted: 'What of it is unrestricted, own and consignment',
    unit: 'Base unit of the item',
    produced_on: 'Day of production; null where it is not known',
    expires_on: 'Last day on which it may be used; null where it does not expire, or it is not known',
    days_to_expiry: 'Days from today to expires_on; below zero where it has expired',
    retest_on: 'Day from which it is due for another test',
    supplier_lot: "The supplier's own number of it",
    attributes: 'What else is known of it, as {"name": "value"}',
  },
  sql: `select l.plant, l.item, l.lot, coalesce(s.on_hand, 0) as on_hand, l.unrestricted, l.unit, l.produced_on, l.expires_on,
  l.expires_on - (now() at time zone coalesce(p.time_zone, 'UTC'))::date as days_to_expiry,
  l.retest_on, l.supplier_lot, l.attributes
from inventory.lot l left join masterdata.plant p on p.plant = l.plant
  left join (select plant, item, lot, sum(quantity) as on_hand from inventory.stock_on_hand group by plant, item, lot) s
    on s.plant = l.plant and s.item = l.item and s.lot = l.lot`,
  example: {
    question: 'What expires within 30 days, and how much of it is there?',
    sql: `select plant, item, lot, on_hand, unit, expires_on, days_to_expiry from analytics.lots
where on_hand > 0 and days_to_expiry <= 30 order by days_to_expiry, plant, item, lot`,
  },
})
