import { analystView } from '../analyst-view.ts'

export const alerts = analystView({
  schema: 'analytics',
  name: 'alerts',
  grain: 'one row for each matter that people were or are to look at',
  keys: ['plant', 'alert'],
  comment: 'Alerts, raised and cleared. A matter that comes back takes the row it had.',
  columns: {
    plant: 'Plant code',
    alert: 'What it is about, such as reorder-point:STEEL',
    kind: 'What sort of matter it is, such as reorder-point',
    severity: 'info, warning or critical',
    sentence: 'What is the matter, in words',
    item: 'Item number, where it is about one',
    work_order: 'Order number, where it is about one',
    state: 'raised or cleared',
    raised_at: 'When it was raised, or last changed',
    cleared_at: 'When it was cleared',
  },
  sql: `select plant, alert, kind, severity, sentence, item, order_id as work_order, state, raised_at, cleared_at
from orchestration.alert`,
  example: {
    question: 'How many matters of each kind are open?',
    sql: `select kind, severity, count(*) from analytics.alerts where state = 'raised' group by 1, 2 order by 3 desc`,
  },
})
