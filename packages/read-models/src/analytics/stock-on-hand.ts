import { analystView } from '../analyst-view.ts'

export const stockOnHand = analystView({
  schema: 'analytics',
  name: 'stock_on_hand',
  grain: 'one row for each item, lot, status and owner at a location',
  keys: ['plant', 'item', 'location', 'lot', 'status', 'owner'],
  comment: 'What is there now; below zero where a receipt is missing.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    location: 'Location in the plant',
    lot: "Lot number; '' where there is none",
    status: 'unrestricted, inInspection, blocked, or a status that the plant configures',
    owner: "'' the plant's own, else consignment:<supplier> or customer:<customer>",
    quantity: 'Quantity in the base unit, exact',
    unit: 'Base unit of the item (UN/ECE Recommendation 20)',
    updated_at: 'When the last event that changed it was recorded',
  },
  sql: `select plant, item, location, lot, status, owner, quantity, unit, updated_at
from inventory.stock_on_hand where quantity <> 0`,
  example: {
    question: 'How much of each item is there, and how much of it may be used?',
    sql: `select plant, item, unit, sum(quantity) as total,
  sum(quantity) filter (where status = 'unrestricted') as usable
from analytics.stock_on_hand group by plant, item, unit order by plant, item`,
  },
})
