import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, jsonb, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, instant, position } from './columns.ts'
import { commonTables } from './common.ts'

export const schema = pgSchema('orchestration')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/** One row for each matter that people were or are to look at. */
export const alert = schema.table(
  'alert',
  {
    plant: text('plant').notNull(),
    alert: text('alert').notNull(),
    kind: text('kind').notNull(),
    severity: text('severity', { enum: ['info', 'warning', 'critical'] }).notNull(),
    sentence: text('sentence').notNull(),
    item: text('item'),
    orderId: text('order_id'),
    state: text('state', { enum: ['raised', 'cleared'] }).notNull(),
    raisedAt: instant('raised_at').notNull(),
    clearedAt: instant('cleared_at'),
    clearReason: text('clear_reason'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.alert] }),
    index('alert_open').on(t.state, t.plant, t.raisedAt),
    index('alert_item').on(t.plant, t.item),
  ],
)

/** One row for each order that a promise was asked for as a whole, as its latest attempt stands. */
export const orderPromise = schema.table(
  'order_promise',
  {
    /** The sales order. */
    orderId: text('order_id').primaryKey(),
    /** Counts the times it was asked for. */
    attempt: integer('attempt').notNull(),
    customer: text('customer'),
    allOrNothing: boolean('all_or_nothing').notNull(),
    state: text('state', { enum: ['asking', 'promised', 'refused', 'cancelled'] }).notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** Who has not answered by then is taken for refusing. */
    deadline: instant('deadline').notNull(),
    decidedAt: instant('decided_at'),
    /** Why it is not promised. */
    code: text('code'),
    sentence: text('sentence'),
    /** When one of its lines changed last since then. */
    changedAt: instant('changed_at'),
    position: position().notNull(),
  },
  (t) => [index('order_promise_state').on(t.state, t.deadline)],
)

interface Day {
  readonly date: string
  readonly amount: string
}

/** One row for each line of such an order; one of an older attempt than its order's is not part of it any more. */
export const orderPromiseLine = schema.table(
  'order_promise_line',
  {
    orderId: text('order_id').notNull(),
    line: text('line').notNull(),
    attempt: integer('attempt').notNull(),
    item: text('item').notNull(),
    policy: text('policy', { enum: ['all', 'part', 'split', 'earliest'] }).notNull(),
    requestedAmount: amount('requested_amount').notNull(),
    requestedDate: date('requested_date', { mode: 'string' }).notNull(),
    /** Where it comes from: plant, item (another one where a substitute is given), and how much on which day. */
    sources: jsonb('sources').$type<{ plant: string; item: string; promised: Day[] }[]>().notNull(),
    /** What of the requested amount is not promised. */
    short: amount('short').notNull(),
    /** Each place that refused it: why, and what could be had there instead. */
    refusals: jsonb('refusals')
      .$type<
        {
          plant: string
          item: string
          code: string
          sentence: string
          alternatives: { kind: 'part' | 'later' | 'split'; promised: Day[]; short: string }[]
        }[]
      >()
      .notNull(),
    /** Substitutes that could not stand in, and why. */
    skipped: jsonb('skipped').$type<{ item: string; reason: string }[]>().notNull(),
    unit: text('unit').notNull(),
    /** Its last change since the order was promised: when, by what, why, and what the place of the change had before. */
    changedAt: instant('changed_at'),
    changeCause: text('change_cause', {
      enum: ['run', 'cancelled', 'rescheduled', 'promised-anew', 'settled'],
    }),
    changeReason: text('change_reason'),
    changeRun: text('change_run'),
    changeBefore: jsonb('change_before').$type<{ plant: string; item: string; promised: Day[] }>(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.line] }), index('order_promise_line_item').on(t.item)],
)

/** One row for each run that promises lines of several items anew. */
export const backorderRun = schema.table(
  'backorder_run',
  {
    plant: text('plant').notNull(),
    run: text('run').notNull(),
    reason: text('reason').notNull(),
    /** The rules by which lines take part. */
    selection: jsonb('selection').$type<object>().notNull(),
    /** finding: it asks which items have backorders. */
    state: text('state', {
      enum: ['finding', 'running', 'completed', 'no-answer', 'too-many-items'],
    }).notNull(),
    /** Its items, and how many have answered. */
    items: integer('items').notNull().default(0),
    answered: integer('answered').notNull().default(0),
    /** Items of which it changed a line, */
    changed: integer('changed').notNull().default(0),
    /** and those that refused. */
    refused: integer('refused').notNull().default(0),
    /** Lines that it changed. */
    changedLines: integer('changed_lines').notNull().default(0),
    requestedAt: instant('requested_at').notNull(),
    /** Without an answer until then it ends. */
    deadline: instant('deadline').notNull(),
    endedAt: instant('ended_at'),
    /** Why it is not completed. */
    sentence: text('sentence'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.run] }),
    index('backorder_run_open').on(t.deadline).where(sql`state in ('finding', 'running')`),
  ],
)

/** One row for each item of such a run. */
export const backorderRunItem = schema.table(
  'backorder_run_item',
  {
    plant: text('plant').notNull(),
    run: text('run').notNull(),
    item: text('item').notNull(),
    state: text('state', { enum: ['asked', 'changed', 'unchanged', 'refused'] }).notNull(),
    /** Lines that took part, */
    selected: integer('selected').notNull().default(0),
    /** and those of them that changed. */
    changed: integer('changed').notNull().default(0),
    /** Why it refused. */
    code: text('code'),
    sentence: text('sentence'),
    answeredAt: instant('answered_at'),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.run, t.item] })],
)
