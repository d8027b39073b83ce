import { analystView } from '../analyst-view.ts'

export const goodsInTransit = analystView({
  schema: 'analytics',
  name: 'goods_in_transit',
  grain: 'one row for each line of a transfer order that was shipped, at the plant that awaits it',
  keys: ['plant', 'item', 'transfer', 'line'],
  comment:
    'What one plant shipped to another: shipped is in transit, received and lost together, unless too much came.',
  columns: {
    plant: 'Plant that awaits the goods',
    from_plant: 'Plant that shipped them',
    item: 'Item number',
    transfer: 'Number of the transfer order',
    line: "Line of that order; '' where it has none",
    shipped: 'All that was shipped, in the base unit',
    in_transit: 'What is still on its way',
    received: 'What came in',
    lost: 'What was given up when the transfer was closed',
    unit: 'Base unit of the item',
    expected_on: 'When the last shipment is expected',
  },
  sql: `select plant, from_plant, item, transfer, document_line as line, shipped,
  greatest(shipped - fulfilled, 0) as in_transit, fulfilled - lost as received, lost, unit, expected_on
from inventory.goods_in_transit`,
  example: {
    question: 'What is late on its way between plants?',
    sql: `select from_plant, plant, item, transfer, line, in_transit, unit, expected_on from analytics.goods_in_transit
where in_transit > 0 and expected_on < current_date order by expected_on, plant, item`,
  },
})
