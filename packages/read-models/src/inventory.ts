import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, jsonb, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, instant, position } from './columns.ts'
import { commonTables } from './common.ts'

export const schema = pgSchema('inventory')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/** Whose it is: '' the plant's own, else `consignment:<supplier>` or `customer:<customer>`. */
const owner = () => ({ owner: text('owner').notNull().default('') })
/** unrestricted, inInspection, blocked, or a status that the plant configures. */
const status = () => ({ status: text('status').notNull() })
const plantAndItem = () => ({ plant: text('plant').notNull(), item: text('item').notNull() })
const document = () => ({
  documentType: text('document_type'),
  documentId: text('document_id'),
  documentLine: text('document_line'),
})

/** How much is there, by place, lot, status and owner; below zero where a receipt is missing. */
export const stockOnHand = schema.table(
  'stock_on_hand',
  {
    ...plantAndItem(),
    location: text('location').notNull(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    ...status(),
    ...owner(),
    quantity: amount('quantity').notNull().default('0'),
    /** The item's base unit. */
    unit: text('unit').notNull(),
    updatedAt: instant('updated_at').notNull(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.location, t.lot, t.status, t.owner] }),
    index('stock_on_hand_lot').on(t.plant, t.item, t.lot),
  ],
)

/** One row for each change of one place, lot, status and owner; a transfer, a status change or a hold has several. */
export const stockMovement = schema.table(
  'stock_movement',
  {
    position: position().notNull(),
    /** Counts the rows of one event, from 0. */
    line: integer('line').notNull(),
    eventId: text('event_id').notNull(),
    ...plantAndItem(),
    kind: text('kind', {
      enum: [
        'receipt',
        'issue',
        'transfer',
        'adjustment',
        'statusChange',
        'ownerChange',
        'count',
        'scrap',
        'return',
        'reversal',
        'hold',
        'release',
      ],
    }).notNull(),
    location: text('location').notNull(),
    lot: text('lot').notNull(),
    ...status(),
    ...owner(),
    /** In base units; below zero where stock went out of this place, lot, status and owner. */
    quantity: amount('quantity').notNull(),
    unit: text('unit').notNull(),
    /** As the source said it, where that is another quantity than the base one. */
    reportedAmount: amount('reported_amount'),
    reportedUnit: text('reported_unit'),
    /** The serial numbers that moved, where they are told. */
    serials: jsonb('serials').$type<string[]>(),
    ...document(),
    reason: text('reason'),
    /** The message whose movement it undoes. */
    reverses: text('reverses'),
    messageId: text('message_id').notNull(),
    correlationId: text('correlation_id').notNull(),
    source: text('source'),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.position, t.line] }),
    index('stock_movement_item').on(t.plant, t.item, t.position),
    index('stock_movement_document').on(t.documentType, t.documentId),
  ],
)

/** What is open of a line of supply or demand on one date. A line that has nothing open has no row. */
export const atpLine = schema.table(
  'atp_line',
  {
    ...plantAndItem(),
    kind: text('kind', { enum: ['supply', 'demand'] }).notNull(),
    documentType: text('document_type').notNull(),
    documentId: text('document_id').notNull(),
    /** '' where the document has no lines. */
    documentLine: text('document_line').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    /** What is still open, in base units. */
    quantity: amount('quantity').notNull(),
    originalQuantity: amount('original_quantity').notNull(),
    /** What of `quantity` is not confirmed by its partner (supply) or promised by Takt (demand). */
    unconfirmed: amount('unconfirmed').notNull().default('0'),
    unit: text('unit').notNull(),
    /** Supply: confirmed by the partner. Demand: promised by Takt. */
    confirmed: boolean('confirmed').notNull(),
    /** What was ordered, where the supplier acknowledged the line. */
    requestedDate: date('requested_date', { mode: 'string' }),
    requestedQuantity: amount('requested_quantity'),
    customer: text('customer'),
    /** At and after it, a quote's demand does not count. */
    validUntil: instant('valid_until'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.plant, t.item, t.kind, t.documentType, t.documentId, t.documentLine, t.date],
    }),
    index('atp_line_document').on(t.documentType, t.documentId),
    index('atp_line_valid_until').on(t.validUntil).where(sql`valid_until is not null`),
  ],
)

/** One row for each line of supply or demand, open or over: what was asked for, confirmed, and received or issued. */
export const orderLine = schema.table(
  'order_line',
  {
    ...plantAndItem(),
    kind: text('kind', { enum: ['supply', 'demand'] }).notNull(),
    documentType: text('document_type').notNull(),
    documentId: text('document_id').notNull(),
    /** '' where the document has no lines. */
    documentLine: text('document_line').notNull(),
    state: text('state', { enum: ['open', 'closed', 'cancelled'] }).notNull(),
    /** What was ordered or wished for; null while only its supplier's answer, or a movement for it, is known. */
    requestedDate: date('requested_date', { mode: 'string' }),
    requestedQuantity: amount('requested_quantity'),
    /** What counts, by day: `of` in all, `open` of it. */
    schedule: jsonb('schedule')
      .$type<{ date: string; of: string; open: string; unconfirmed: string }[]>()
      .notNull(),
    quantity: amount('quantity').notNull(),
    open: amount('open').notNull(),
    /** Received or issued for it. */
    fulfilled: amount('fulfilled').notNull(),
    /** What of that is beyond the whole line. */
    over: amount('over').notNull(),
    unit: text('unit').notNull(),
    /** Supply: confirmed by the partner. Demand: promised by Takt. */
    confirmed: boolean('confirmed').notNull(),
    /** When the supplier answered, by its own clock, and its number of the answer. */
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgement: text('acknowledgement'),
    customer: text('customer'),
    validUntil: instant('valid_until'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.kind, t.documentType, t.documentId, t.documentLine] }),
    index('order_line_document').on(t.documentType, t.documentId),
  ],
)

/** One row for each reservation, open or over. It counts while it is open and before `expires_at`, if it has one. */
export const reservation = schema.table(
  'reservation',
  {
    ...plantAndItem(),
    reservation: text('reservation').notNull(),
    quantity: amount('quantity').notNull(),
    /** What is still reserved. */
    open: amount('open').notNull(),
    unit: text('unit').notNull(),
    /** Soft: any stock of the item will do. Hard: it is of lots, which nobody else can take. */
    kind: text('kind', { enum: ['soft', 'hard'] }).notNull(),
    lot: text('lot'),
    /** Of a hard one: what is still reserved, by lot ('' where there is none), and which serial numbers. */
    allotments: jsonb('allotments')
      .$type<{ lot: string; quantity: string; serials?: string[] | undefined }[]>()
      .notNull()
      .default([]),
    /** When it is needed; from stock on hand where null. */
    date: date('date', { mode: 'string' }),
    /** Null where it stands until it is used or released. */
    expiresAt: instant('expires_at'),
    state: text('state', { enum: ['open', 'used', 'released', 'expired'] }).notNull(),
    /** That it consumes from, as `web/gold`, */
    pool: text('pool'),
    /** in the period of this day. */
    consumesOn: date('consumes_on', { mode: 'string' }),
    ...document(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.reservation] }),
    index('reservation_open').on(t.plant, t.item, t.state, t.expiresAt),
    index('reservation_expiry').on(t.state, t.expiresAt),
    // By a lot or a serial number that is set aside.
    index('reservation_allotments').using('gin', t.allotments.op('jsonb_path_ops')),
  ],
)

/** One row for each item at a plant: its own and consignment stock in sum, and the last event that touched it. */
export const atpItem = schema.table(
  'atp_item',
  {
    ...plantAndItem(),
    unit: text('unit').notNull(),
    unrestricted: amount('unrestricted').notNull().default('0'),
    inInspection: amount('in_inspection').notNull().default('0'),
    blocked: amount('blocked').notNull().default('0'),
    /** How many holds are on the whole item: while there is one, no supply can be promised. */
    itemHolds: integer('item_holds').notNull().default(0),
    belowReorderPoint: boolean('below_reorder_point').notNull().default(false),
    lastOccurredAt: instant('last_occurred_at').notNull(),
    lastRecordedAt: instant('last_recorded_at').notNull(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.item] })],
)

/** What of an item or lot is in a status that its plant configures; own and consignment stock. */
export const statusStock = schema.table(
  'status_stock',
  {
    ...plantAndItem(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    ...status(),
    quantity: amount('quantity').notNull().default('0'),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.item, t.lot, t.status] })],
)

/** One row for each lot that was ever here or told of, with what is known of it and what of it is unrestricted (own and consignment stock). */
export const lot = schema.table(
  'lot',
  {
    ...plantAndItem(),
    lot: text('lot').notNull(),
    unrestricted: amount('unrestricted').notNull().default('0'),
    unit: text('unit').notNull(),
    /** The last day it may be used. */
    expiresOn: date('expires_on', { mode: 'string' }),
    producedOn: date('produced_on', { mode: 'string' }),
    /** From this day on it is due for another test. */
    retestOn: date('retest_on', { mode: 'string' }),
    supplierLot: text('supplier_lot'),
    attributes: jsonb('attributes').$type<Record<string, string>>(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.lot] }),
    index('lot_expiry').on(t.plant, t.item, t.expiresOn),
    index('lot_supplier').on(t.supplierLot),
  ],
)

/** How often a serial number is at a place: 1 where it is, 0 where it was; anything else, or two places, does not add up. */
export const serialPlace = schema.table(
  'serial_place',
  {
    ...plantAndItem(),
    serial: text('serial').notNull(),
    location: text('location').notNull(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    /** The one that it gets back where a hold blocks it. */
    ...status(),
    ...owner(),
    count: integer('count').notNull().default(0),
    updatedAt: instant('updated_at').notNull(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.item, t.serial, t.location, t.lot, t.status, t.owner] })],
)

/** One row for each hold that quality placed on stock, in force or over. */
export const stockHold = schema.table(
  'stock_hold',
  {
    ...plantAndItem(),
    hold: text('hold').notNull(),
    /** '' where it is the whole item. */
    lot: text('lot').notNull(),
    reason: text('reason'),
    state: text('state', { enum: ['placed', 'released'] }).notNull(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.item, t.hold] })],
)

/** One row for each pool that an item is or was allocated to, or that somebody consumes from. */
export const allocation = schema.table(
  'allocation',
  {
    ...plantAndItem(),
    /** Its characteristics from the widest on, as `web/gold`. */
    pool: text('pool').notNull(),
    /** The last day of the first of its periods that is not recorded as over, in the plant's own zone. */
    endsNext: date('ends_next', { mode: 'string' }),
    carryOver: text('carry_over', { enum: ['lapse', 'nextPeriod'] }),
    /** Consumed for any day by it and those below it: by promises, demand and reservations that are open, */
    open: amount('open').notNull().default('0'),
    /** and issued for them since it was allocated. */
    issued: amount('issued').notNull().default('0'),
    unit: text('unit').notNull(),
    /** `none` where it is only consumed from. Past its last day an allocation counts no more, recorded or not. */
    state: text('state', { enum: ['none', 'allocated', 'released', 'expired'] })
      .notNull()
      .default('none'),
    reason: text('reason'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.pool] }),
    index('allocation_end').on(t.state, t.endsNext),
  ],
)

/** One row for each period of a pool, also those that are over. */
export const allocationPeriod = schema.table(
  'allocation_period',
  {
    ...plantAndItem(),
    pool: text('pool').notNull(),
    /** Its first day in the plant's own zone; '' where it has no beginning. */
    starts: text('starts').notNull(),
    validUntil: date('valid_until', { mode: 'string' }),
    releaseOn: date('release_on', { mode: 'string' }),
    guaranteed: amount('guaranteed'),
    max: amount('max'),
    /** Of the two above, what the period before left over. */
    carriedGuaranteed: amount('carried_guaranteed').notNull().default('0'),
    carriedMax: amount('carried_max').notNull().default('0'),
    /** Consumed for its days by the pool and those below it: open, and issued since the pool was allocated. */
    open: amount('open').notNull().default('0'),
    issued: amount('issued').notNull().default('0'),
    unit: text('unit').notNull(),
    /** `expired` by its last day, `released` before it. */
    state: text('state', { enum: ['allocated', 'expired', 'released'] }).notNull(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.item, t.pool, t.starts] })],
)

/** One row for each line that was promised. */
export const promiseLine = schema.table(
  'promise_line',
  {
    ...plantAndItem(),
    /** The sales order. */
    promise: text('promise').notNull(),
    line: text('line').notNull(),
    policy: text('policy', { enum: ['all', 'part', 'split', 'earliest'] }).notNull(),
    /** 1 the most urgent, 99 the least. */
    priority: integer('priority'),
    customer: text('customer'),
    requestedAmount: amount('requested_amount').notNull(),
    requestedDate: date('requested_date', { mode: 'string' }).notNull(),
    promised: jsonb('promised').$type<{ date: string; amount: string }[]>().notNull(),
    /** What of the requested amount could not be promised. */
    short: amount('short').notNull(),
    /** What was issued for it. */
    fulfilled: amount('fulfilled').notNull().default('0'),
    /** Cancelled, or ordered anew without a promise. */
    over: boolean('over').notNull().default(false),
    unit: text('unit').notNull(),
    promisedAt: instant('promised_at').notNull(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.promise, t.line] }),
    index('promise_line_wanted').on(t.plant, t.item).where(sql`not over and fulfilled < requested_amount`),
  ],
)

/** One row for each line that a run promised anew, and changed. */
export const backorderChange = schema.table(
  'backorder_change',
  {
    ...plantAndItem(),
    run: text('run').notNull(),
    documentType: text('document_type').notNull(),
    documentId: text('document_id').notNull(),
    /** '' where the document has no lines. */
    documentLine: text('document_line').notNull(),
    class: text('class', { enum: ['win', 'gain', 'redistribute', 'fill', 'lose'] }).notNull(),
    /** The segment that selected it, where that has a name. */
    segment: text('segment'),
    /** Of the run. */
    reason: text('reason').notNull(),
    requestedDate: date('requested_date', { mode: 'string' }).notNull(),
    requestedAmount: amount('requested_amount').notNull(),
    /** By day, with what was issued for it. */
    before: jsonb('before').$type<{ date: string; amount: string }[]>().notNull(),
    after: jsonb('after').$type<{ date: string; amount: string }[]>().notNull(),
    /** What of the requested amount is not promised after it. */
    short: amount('short').notNull(),
    unit: text('unit').notNull(),
    changedAt: instant('changed_at').notNull(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.plant, t.item, t.run, t.documentType, t.documentId, t.documentLine, t.position],
    }),
    index('backorder_change_document').on(t.documentType, t.documentId),
    index('backorder_change_newest').on(t.position, t.documentId, t.documentLine),
  ],
)

/** One row for each run that asked which items have backorders. */
export const backorderSearch = schema.table(
  'backorder_search',
  {
    plant: text('plant').notNull(),
    run: text('run').notNull(),
    state: text('state', { enum: ['sought', 'found'] }).notNull(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.run] }),
    index('backorder_search_open').on(t.position).where(sql`state = 'sought'`),
  ],
)

/**
 * One row for each line of a transfer order that another plant shipped goods for, at the plant that awaits them. In
 * transit is what was shipped and neither came in nor is lost: `shipped - fulfilled`, or nothing where more came.
 */
export const goodsInTransit = schema.table(
  'goods_in_transit',
  {
    ...plantAndItem(),
    transfer: text('transfer').notNull(),
    /** '' where the order has no lines. */
    documentLine: text('document_line').notNull(),
    fromPlant: text('from_plant').notNull(),
    shipped: amount('shipped').notNull().default('0'),
    /** What came in, and what is lost. */
    fulfilled: amount('fulfilled').notNull().default('0'),
    lost: amount('lost').notNull().default('0'),
    unit: text('unit').notNull(),
    /** Of the last shipment. */
    expectedOn: date('expected_on', { mode: 'string' }).notNull(),
    closedReason: text('closed_reason'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.transfer, t.documentLine] }),
    index('goods_in_transit_from').on(t.fromPlant, t.item),
  ],
)

/** One row for each cycle count: what was counted, what was known then, and whether the difference is posted. */
export const stockCount = schema.table(
  'stock_count',
  {
    ...plantAndItem(),
    count: text('count').notNull(),
    location: text('location').notNull(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    /** The status it has without a hold. */
    status: text('status').notNull(),
    /** '' the plant's own. */
    owner: text('owner').notNull(),
    counted: amount('counted').notNull(),
    /** What was known to be there when the count was recorded. */
    book: amount('book').notNull(),
    /** Counted minus book. */
    difference: amount('difference').notNull(),
    /** What an approval posted of it. */
    posted: amount('posted'),
    /** The serial numbers that were found there, where they were told; */
    serials: jsonb('serials').$type<string[]>(),
    /** which were known there and not found, and which were found and not known there: once approved, those posted. */
    missing: jsonb('missing').$type<string[]>(),
    found: jsonb('found').$type<string[]>(),
    unit: text('unit').notNull(),
    state: text('state', { enum: ['open', 'recount', 'approved'] }).notNull(),
    countedBy: text('counted_by'),
    countedAt: instant('counted_at').notNull(),
    recountReason: text('recount_reason'),
    /** Nobody had to approve it. */
    withinTolerance: boolean('within_tolerance').notNull().default(false),
    approvedBy: text('approved_by'),
    closedAt: instant('closed_at'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.count] }),
    index('stock_count_state').on(t.state, t.plant, t.item),
  ],
)

/** One row for each matter that somebody must or had to look at. */
export const stockException = schema.table(
  'stock_exception',
  {
    ...plantAndItem(),
    exception: text('exception').notNull(),
    code: text('code').notNull(),
    sentence: text('sentence').notNull(),
    state: text('state', { enum: ['raised', 'cleared'] }).notNull(),
    raisedAt: instant('raised_at').notNull(),
    clearedAt: instant('cleared_at'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.item, t.exception] }),
    index('stock_exception_open').on(t.state, t.plant, t.raisedAt),
  ],
)

/** One row for each source whose messages changed stock, supply or demand at a plant: when it was last heard of. */
export const sourceFreshness = schema.table(
  'source_freshness',
  {
    plant: text('plant').notNull(),
    /** As its messages name it, '' where they name none. */
    source: text('source').notNull(),
    /** By its own clock, of what was recorded last. */
    lastOccurredAt: instant('last_occurred_at').notNull(),
    lastRecordedAt: instant('last_recorded_at').notNull(),
    events: integer('events').notNull().default(0),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.source] })],
)

/** One row for each EPCIS event that was captured, whether it moved stock or not. */
export const epcisEvent = schema.table(
  'epcis_event',
  {
    plant: text('plant').notNull(),
    eventId: text('event_id').notNull(),
    kind: text('kind').notNull(),
    action: text('action'),
    bizStep: text('biz_step'),
    eventTime: instant('event_time').notNull(),
    movesStock: boolean('moves_stock').notNull(),
    /** What it moved: item, lot, location, and quantity as it was captured. */
    lines: jsonb('lines').$type<unknown[]>().notNull(),
    declaredErroneousAt: instant('declared_erroneous_at'),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.eventId] }), index('epcis_event_time').on(t.plant, t.eventTime)],
)
