import { analystView } from '../analyst-view.ts'

export const workOrderComponents = analystView({
  schema: 'analytics',
  name: 'work_order_components',
  grain: 'one row for each component of a work order',
  keys: ['plant', 'work_order', 'component'],
  comment: 'What a work order needs in all and what it has used, in the base unit of the component.',
  columns: {
    plant: 'Plant code',
    work_order: 'Order number',
    component: 'Item number of the component',
    unit: 'Base unit of the component (UN/ECE Recommendation 20)',
    required: 'What the whole order needs; 0 where the component was not planned',
    consumed: 'What was used so far',
    open: 'Required less consumed, never below zero',
  },
  sql: `select plant, order_id as work_order, item as component, unit, required, consumed,
  greatest(0, required - consumed) as open
from production.work_order_component`,
  example: {
    question: 'Where was more used than planned?',
    sql: `select work_order, component, consumed - required as excess, unit from analytics.work_order_components
where consumed > required order by work_order, component`,
  },
})
