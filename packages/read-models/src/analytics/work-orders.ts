import { analystView } from '../analyst-view.ts'

export const workOrders = analystView({
  schema: 'analytics',
  name: 'work_orders',
  grain: 'one row for each work order of a plant',
  keys: ['plant', 'work_order'],
  comment: 'Where each work order stands. Amounts are in the base unit of the item.',
  columns: {
    plant: 'Plant code',
    work_order: 'Order number',
    item: 'What it makes; null while only reports about the order are here and its release is not',
    status: 'created, released, inProgress, completed, closed or cancelled',
    unit: 'Base unit of the item (UN/ECE Recommendation 20)',
    quantity: 'Ordered quantity',
    yield: 'Good pieces so far',
    scrap: 'Scrap so far',
    remaining: 'Ordered quantity less yield, never below zero',
    progress: 'Yield divided by ordered quantity; above 1 where more was yielded than ordered',
    start_date: 'Planned start, a day in the zone of the plant',
    due_date: 'Due date, a day in the zone of the plant',
    released_at: 'When it was first released',
    started_at: 'When work began',
    completed_at: 'When work was said to be done',
    closed_at: 'When it was closed',
    cancelled_at: 'When it was cancelled',
  },
  sql: `select plant, order_id as work_order, item, status, unit, quantity, yield, scrap, remaining, progress,
  start_date, due_date, released_at, started_at, completed_at, closed_at, cancelled_at
from production.work_order`,
  example: {
    question: 'Which open orders are due first, and how much is left to make?',
    sql: `select work_order, item, due_date, remaining, unit from analytics.work_orders
where status in ('released', 'inProgress') order by due_date, work_order limit 20`,
  },
})
