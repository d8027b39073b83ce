import { analystView } from '../analyst-view.ts'

export const atpLines = analystView({
  schema: 'analytics',
  name: 'atp_lines',
  grain: 'one row for each date of a line of supply or demand that is still open',
  keys: ['plant', 'item', 'kind', 'document_type', 'document_id', 'document_line', 'date'],
  comment: 'The supply and demand that available to promise is made of, beside stock on hand.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    kind: 'supply or demand',
    document_type: 'Kind of order',
    document_id: 'Number of the order',
    document_line: "Line of the order; '' where it has none",
    date: "Day in the plant's own time zone",
    quantity: 'What is still open, in the base unit, exact',
    original_quantity: 'The whole line, in the base unit',
    unit: 'Base unit of the item',
    confirmed: 'Supply: confirmed by the partner. Demand: promised by Takt',
    customer: 'Customer of the demand, where it was said',
  },
  sql: `select plant, item, kind, document_type, document_id, document_line, date, quantity, original_quantity, unit,
  confirmed, customer
from inventory.atp_line`,
  example: {
    question: 'Which orders are late?',
    sql: `select plant, item, kind, document_type, document_id, date, quantity, unit from analytics.atp_lines
where date < current_date order by date limit 50`,
  },
})
