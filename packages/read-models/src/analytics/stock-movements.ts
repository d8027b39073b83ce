import { analystView } from '../analyst-view.ts'

export const stockMovements = analystView({
  schema: 'analytics',
  name: 'stock_movements',
  grain: 'one row for each change of one location, lot, status and owner; a transfer has two',
  keys: ['position', 'line'],
  comment: 'Everything that ever moved stock, with the message and document behind it.',
  columns: {
    position: 'Place of the event in the log',
    line: 'Counts the rows of one event, from 0',
    plant: 'Plant code',
    item: 'Item number',
    kind: 'receipt, issue, transfer, adjustment, statusChange, ownerChange, count, scrap, return, reversal, hold or release',
    location: 'Location in the plant',
    lot: "Lot number; '' where there is none",
    status: 'unrestricted, inInspection, blocked, or a status that the plant configures',
    owner: "'' the plant's own, else consignment:<supplier> or customer:<customer>",
    quantity: 'Signed quantity in the base unit, exact',
    unit: 'Base unit of the item',
    document_type: 'Kind of order behind it',
    document_id: 'Number of that order',
    document_line: 'Line of that order',
    reason: 'Why, in the words of the source',
    reverses: 'The message whose movement it undoes',
    message_id: 'The message that said it',
    correlation_id: 'The first message of the chain',
    source: 'The system that said it',
    occurred_at: "When it happened, by the source's clock",
    recorded_at: "When it was recorded, by Takt's clock",
  },
  sql: `select position, line, plant, item, kind, location, lot, status, owner, quantity, unit, document_type, document_id,
  document_line, reason, reverses, message_id, correlation_id, source, occurred_at, recorded_at
from inventory.stock_movement`,
  example: {
    question: 'What came in and went out yesterday?',
    sql: `select plant, item, kind, sum(quantity) as quantity, unit from analytics.stock_movements
where occurred_at >= current_date - 1 and occurred_at < current_date and kind in ('receipt', 'issue')
group by plant, item, kind, unit order by plant, item, kind`,
  },
})
