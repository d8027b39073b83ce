import { analystView } from '../analyst-view.ts'

export const stockCounts = analystView({
  schema: 'analytics',
  name: 'stock_counts',
  grain: 'one row for each cycle count; counted again, the row holds the last count',
  keys: ['plant', 'item', 'count'],
  comment: 'What was counted beside what was known, and whether the difference is posted.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    count: 'Id of the count',
    location: 'Location in the plant',
    lot: "Lot number; '' where there is none",
    status: 'The status that was counted, without holds',
    owner: "'' the plant's own, else consignment:<supplier> or customer:<customer>",
    counted: 'What was counted, in the base unit',
    book: 'What was known to be there when the count was recorded',
    difference: 'Counted minus book',
    posted: 'What an approval posted of it; serial numbers that moved since the count stay as they are',
    unit: 'Base unit of the item',
    state: 'open: waits for approval; recount: is to be counted again; approved: the difference is posted',
    within_tolerance: "Approved by itself, within the plant's tolerance",
    serials: 'The serial numbers that were found, as ["S-1"]; null where none were told',
    missing:
      'Serial numbers that are known there and were not found; once approved, those that went out. Null where nothing is told',
    found:
      'Serial numbers that were found and are not known there; once approved, those that came in. Null where nothing is told',
    counted_by: 'Who counted',
    approved_by: 'Who approved',
    counted_at: "When it was counted, by the source's clock",
    closed_at: "When the difference was posted, by Takt's clock",
  },
  sql: `select plant, item, count, location, lot, status, owner, counted, book, difference, posted, unit, state, within_tolerance,
  serials, missing, found, counted_by, approved_by, counted_at, closed_at
from inventory.stock_count`,
  example: {
    question: 'Which counts wait for somebody, the largest difference first?',
    sql: `select plant, item, count, location, lot, book, counted, difference, unit from analytics.stock_counts
where state = 'open' order by abs(difference) desc, plant, item, count`,
  },
})
