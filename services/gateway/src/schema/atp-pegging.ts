import type { DocumentRef, PegCoverage, Pegging, PegNeed, PegSource } from '@takt/contracts'
import { builder } from '../builder.ts'

const Document = builder.objectRef<DocumentRef>('AtpDocument').implement({
  fields: (t) => ({
    type: t.exposeString('type'),
    id: t.exposeID('id'),
    line: t.string({ nullable: true, resolve: (d) => d.line ?? null }),
  }),
})

const SourceKind = builder.enumType('PegSourceKind', {
  values: {
    stock: { description: 'Stock on hand.' },
    inspection: { description: 'Stock in inspection, at its expected release.' },
    supply: { description: 'A day of a line of supply.' },
  } as const,
})

const NeedKind = builder.enumType('PegNeedKind', {
  values: {
    demand: { description: 'A day of a line of demand.' },
    reservation: { description: 'A reservation that no counted demand stands for.' },
    negativeStock: { description: 'Stock below zero: it went out before it came in.' },
  } as const,
})

const Source = builder.objectRef<PegSource>('PegSource').implement({
  description: "What covers needs. Amounts are in the item's base unit.",
  fields: (t) => ({
    kind: t.field({ type: SourceKind, resolve: (s) => s.kind }),
    document: t.field({ type: Document, nullable: true, resolve: (s) => s.document ?? null }),
    confirmed: t.boolean({ nullable: true, resolve: (s) => s.confirmed ?? null }),
    date: t.field({
      type: 'Date',
      description: "The day it counts from, by the plant's policy for what is late.",
      resolve: (s) => s.date,
    }),
    lastDay: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day of its use.',
      resolve: (s) => s.lastDay ?? null,
    }),
    amount: t.field({ type: 'Decimal', resolve: (s) => s.amount }),
    pegged: t.field({ type: 'Decimal', description: 'What of it covers a need.', resolve: (s) => s.pegged }),
  }),
})

const Coverage = builder.objectRef<PegCoverage>('PegCoverage').implement({
  fields: (t) => ({
    source: t.field({ type: Source, resolve: (c) => c.source }),
    amount: t.field({ type: 'Decimal', resolve: (c) => c.amount }),
    lateDays: t.exposeInt('lateDays', {
      description: 'How many days too late it comes; 0 where it is in time.',
    }),
  }),
})

const Need = builder.objectRef<PegNeed>('PegNeed').implement({
  description: "What must be covered. Amounts are in the item's base unit.",
  fields: (t) => ({
    kind: t.field({ type: NeedKind, resolve: (n) => n.kind }),
    document: t.field({ type: Document, nullable: true, resolve: (n) => n.document ?? null }),
    reservation: t.id({ nullable: true, resolve: (n) => n.reservation ?? null }),
    customer: t.id({ nullable: true, resolve: (n) => n.customer ?? null }),
    date: t.field({ type: 'Date', description: 'The day it counts on.', resolve: (n) => n.date }),
    amount: t.field({ type: 'Decimal', resolve: (n) => n.amount }),
    late: t.field({ type: 'Decimal', description: 'What comes too late for it.', resolve: (n) => n.late }),
    uncovered: t.field({
      type: 'Decimal',
      description: 'What nothing within the horizon covers.',
      resolve: (n) => n.uncovered,
    }),
    coverage: t.field({
      type: [Coverage],
      complexity: { field: 1, multiplier: 2 },
      resolve: (n) => [...n.coverage],
    }),
  }),
})

export const PeggingType = builder.objectRef<Pegging>('Pegging').implement({
  description:
    'Which supply covers which demand: what is reserved of lots from these, then the earliest need first, from stock, then supply by day (FIFO).',
  fields: (t) => ({
    needs: t.field({ type: [Need], description: 'The earliest first.', resolve: (p) => [...p.needs] }),
    sources: t.field({ type: [Source], description: 'As they are used.', resolve: (p) => [...p.sources] }),
  }),
})
