import { analystView } from '../analyst-view.ts'

export const holds = analystView({
  schema: 'analytics',
  name: 'holds',
  grain: 'one row for each hold, in force or over',
  keys: ['plant', 'hold'],
  comment: 'What quality held and why, and when it was released.',
  columns: {
    plant: 'Plant code',
    hold: 'Hold number',
    item: 'Item number; null while only the release of the hold is here',
    lot: "Lot number; '' where the hold is on the whole item",
    reason: 'Why it was placed, in the words of who placed it',
    owner: 'Who answers for it',
    state: 'placed or released',
    placed_at: 'When it was placed',
    released_at: 'When it was released',
    release_reason: 'Why it was released',
  },
  sql: `select plant, hold, item, lot, reason, owner, state, placed_at, released_at, release_reason
from quality.hold`,
  example: {
    question: 'Which items have been on hold the longest?',
    sql: `select plant, item, lot, reason, now() - placed_at as since from analytics.holds
where state = 'placed' order by placed_at limit 20`,
  },
})
