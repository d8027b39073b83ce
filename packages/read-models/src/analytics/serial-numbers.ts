import { analystView } from '../analyst-view.ts'

export const serialNumbers = analystView({
  schema: 'analytics',
  name: 'serial_numbers',
  grain: 'one row for each serial number and place where it is or was',
  keys: ['plant', 'item', 'serial', 'location', 'lot', 'status', 'owner'],
  comment:
    'Where each serial number is, as the messages that named it say. It adds up when it is at one place once, or at none; anything else says that a message is missing or wrong.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    serial: 'Serial number',
    location: 'Location in the plant',
    lot: "Lot number; '' where there is none",
    status: 'Status of the place; under a hold the one it gets back',
    owner: "'' the plant's own, else consignment:<supplier> or customer:<customer>",
    count: 'How often it is there: 1 where it is, 0 where it was',
    state: 'here, gone (from this place), or conflict where the count is neither 1 nor 0',
    changed_at: "When that changed last, by the source's clock",
  },
  sql: `select plant, item, serial, location, lot, status, owner, count,
  case count when 1 then 'here' when 0 then 'gone' else 'conflict' end as state, updated_at as changed_at
from inventory.serial_place`,
  example: {
    question: 'Which serial numbers are in stock, and since when?',
    sql: `select plant, item, serial, location, status, changed_at from analytics.serial_numbers
where state = 'here' order by plant, item, serial limit 100`,
  },
})
