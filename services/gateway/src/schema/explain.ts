import type { Explained, ExplainedKind, NotCounted } from '@takt/contracts'
import { builder } from '../builder.ts'
import { LIMITS } from '../limits.ts'
import { answerExplain, type ExplainedAtp, type RowPiece } from '../reading/explain.ts'
import { readAfter } from './arguments.ts'
import { AsOf, AtpRule } from './atp.ts'
import { Scope, ScopeInput, scopeAsked } from './atp-scope.ts'
import { Reservation, Stock } from './inventory.ts'
import { OpenLine } from './open-line.ts'
import { TraceStep } from './trace.ts'

const KINDS = {
  stock: 'Stock at one place, of one lot, status and owner.',
  supply: 'A day of a line of supply.',
  demand: 'A day of a line of demand.',
  reservation: 'A reservation, or the part of it that its demand covers.',
  inspection: "Stock in inspection, expected to be released after the item's usual days.",
  expiry: "What of today's stock is lost by the day asked, if what expires first is used first.",
  allocation: "What is guaranteed to other pools, or is beyond the asking pool's maximum.",
  others: 'What is beyond the rows that one answer can carry, in sum.',
} as const satisfies Record<ExplainedKind, string>

const REASONS = {
  status: 'Stock of a status that the plant does not flag for ATP.',
  blocked: 'Blocked stock.',
  inInspection: 'Stock in inspection: it counts, if at all, when it is expected to be released.',
  customerOwned: "It is a customer's.",
  itemHeld: 'No supply can be promised while the whole item is on hold.',
  expired: 'Stock after its last day, or a reservation after its hour.',
  lapsed: 'A quote that is no longer valid.',
  late: "Overdue by more than the plant's policy takes.",
  outOfScope: "Left out by the plant's scope: its kind of document, or because it is not confirmed.",
  notWaiting: 'No stock waits for the inspection that should release it.',
  covered:
    'A reservation whose own order counts instead; of a hard one the lots are taken today, so its order needs less.',
  beforeFirstDay: 'It counts in the discrete figure of an earlier day.',
  afterLimitingDay: 'It counts, but only after the limiting day.',
  beyondHorizon: 'After the last day of the horizon.',
} as const satisfies Record<NotCounted, string>

const described = <Name extends string>(values: Readonly<Record<Name, string>>) =>
  Object.fromEntries(
    Object.entries<string>(values).map(([name, description]) => [name, { description }]),
  ) as Record<Name, { description: string }>

const Kind = builder.enumType('AtpPieceKind', { values: described(KINDS) })
const Reason = builder.enumType('AtpNotCounted', { values: described(REASONS) })

const rowOf = ({ piece }: Explained<RowPiece>) => piece?.stock ?? piece?.line ?? piece?.reservation

const Piece = builder.objectRef<Explained<RowPiece>>('AtpPiece').implement({
  description: "What an ATP figure is made of, or why it is not. Amounts are in the item's base unit.",
  fields: (t) => ({
    kind: t.field({ type: Kind, resolve: (p) => p.kind }),
    counted: t.field({
      type: 'Decimal',
      description: 'Signed; 0 where it does not count. Those of all pieces sum to `atp`.',
      resolve: (p) => p.counted,
    }),
    amount: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'What there is of it, whether it counts or not; null where it is worked out.',
      resolve: (p) => p.piece?.amount ?? null,
    }),
    date: t.field({
      type: 'Date',
      nullable: true,
      description: "The day it counts from, by the plant's policies; null where it counts on no day.",
      resolve: (p) => p.date,
    }),
    reason: t.field({
      type: Reason,
      nullable: true,
      description: 'Why it does not count.',
      resolve: (p) => p.reason,
    }),
    stock: t.field({ type: Stock, nullable: true, resolve: (p) => p.piece?.stock ?? null }),
    line: t.field({ type: OpenLine, nullable: true, resolve: (p) => p.piece?.line ?? null }),
    reservation: t.field({
      type: Reservation,
      nullable: true,
      resolve: (p) => p.piece?.reservation ?? null,
    }),
    event: t.field({
      type: TraceStep,
      nullable: true,
      description:
        'The event that last changed it and the message that led to it; `trace(correlationId)` tells the rest.',
      resolve: (p, _args, { loaders }) => {
        const row = rowOf(p)
        return row ? loaders.inventoryEvent(row.position) : null
      },
    }),
  }),
})

const List = builder.objectRef<ExplainedAtp['read']['stock']>('AtpPieceList').implement({
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'Rows there are.' }),
    given: t.exposeInt('given', {
      description: `Rows that are pieces: the first ${LIMITS.explained}. The rest is in the piece \`others\`.`,
    }),
  }),
})

const AtpExplanation = builder.objectRef<ExplainedAtp>('AtpExplanation').implement({
  description: 'What can be promised on a day, and what that is made of.',
  fields: (t) => ({
    plant: t.id({ resolve: (e) => e.of.plant }),
    item: t.id({ resolve: (e) => e.of.item }),
    unit: t.string({ resolve: (e) => e.of.unit }),
    asOf: t.field({ type: AsOf, resolve: (e) => e.of.asOf }),
    date: t.field({ type: 'Date', resolve: (e) => e.date }),
    rule: t.field({ type: AtpRule, resolve: (e) => e.rule }),
    scope: t.field({
      type: Scope,
      description: 'What counted: as the question said, else as the plant does.',
      resolve: (e) => e.scope,
    }),
    atp: t.field({ type: 'Decimal', description: 'By the rule, signed.', resolve: (e) => e.atp }),
    firstDay: t.field({
      type: 'Date',
      description:
        'What counts from then on makes the figure: today, but for discrete figures, which share the days between them.',
      resolve: (e) => e.firstDay,
    }),
    limitingDay: t.field({
      type: 'Date',
      description:
        'What counts by then makes the figure. By look-ahead the day from `date` on whose projected balance is least: what comes later cannot raise it. By the cumulative rule `date` itself; of a discrete figure the last day before the next supply.',
      resolve: (e) => e.limitingDay,
    }),
    pieces: t.field({ type: [Piece], resolve: (e) => [...e.pieces] }),
    stock: t.field({ type: List, resolve: (e) => e.read.stock }),
    lines: t.field({ type: List, resolve: (e) => e.read.lines }),
    reservations: t.field({ type: List, resolve: (e) => e.read.reservations }),
  }),
})

builder.queryField('explainAtp', (t) =>
  t.field({
    type: AtpExplanation,
    description:
      'From an ATP figure to the stock, lines and reservations behind it, and to the event and the message that last changed each.',
    args: {
      plant: t.arg.id({ required: true }),
      item: t.arg.id({ required: true }),
      date: t.arg({ type: 'Date', required: true }),
      horizonDays: t.arg.int({ description: 'Days ahead, 0 to 365; 180 where left out.' }),
      rule: t.arg({ type: AtpRule, description: 'Whose figure is explained; look-ahead where left out.' }),
      pool: t.arg.stringList({ description: 'The pool that asks, as in `atp`.' }),
      scope: t.arg({ type: ScopeInput, description: 'What counts, as in `atp`.' }),
      readAfter: readAfter(t.arg),
    },
    complexity: { field: 100 },
    resolve: async (_root, { readAfter: position, scope, ...question }, context) => {
      await context.readAfter('inventory', position)
      return answerExplain(context.db, { ...question, scope: scopeAsked(scope) }, new Date().toISOString())
    },
  }),
)
