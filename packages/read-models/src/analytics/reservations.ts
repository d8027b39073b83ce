import { analystView } from '../analyst-view.ts'

export const reservations = analystView({
  schema: 'analytics',
  name: 'reservations',
  grain: 'one row for each reservation, open or over',
  keys: ['plant', 'item', 'reservation'],
  comment: 'Stock set aside. It counts while its state is open and expires_at is null or not past.',
  columns: {
    plant: 'Plant code',
    item: 'Item number',
    reservation: 'Number of the reservation',
    state: 'open, used, released or expired',
    kind: 'hard where it is of lots or serial numbers that nobody else can take, soft otherwise',
    quantity: 'What was reserved, in the base unit, exact',
    open: 'What is still reserved, in the base unit',
    unit: 'Base unit of the item',
    lot: 'Lot, where one was asked for',
    allotments:
      'What is still reserved by lot, as [{"lot", "quantity", "serials"}] in the base unit; empty where soft or over',
    date: 'Day on which it is needed; from stock on hand where null',
    expires_at: 'Moment from which it counts no more; null where it stands until it is used or released',
    document_type: 'Kind of order it is for',
    document_id: 'Number of the order',
    document_line: 'Line of the order',
  },
  sql: `select plant, item, reservation, state, kind, quantity, open, unit,
  lot, allotments, date, expires_at, document_type, document_id, document_line
from inventory.reservation`,
  example: {
    question: 'What is set aside now, and until when?',
    sql: `select plant, item, sum(open) as open, unit, max(expires_at) as until from analytics.reservations
where state = 'open' and (expires_at is null or expires_at > now()) group by plant, item, unit order by plant, item limit 50`,
  },
})
