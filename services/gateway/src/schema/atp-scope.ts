import { type AtpScope, DocumentRef, type LineScope as LineScopeValue } from '@takt/contracts'
import { builder } from '../builder.ts'
import { withoutNulls } from '../without-nulls.ts'

const LineScope = builder.objectRef<LineScopeValue>('AtpLineScope').implement({
  fields: (t) => ({
    documents: t.stringList({ nullable: true, resolve: (s) => (s.documents ? [...s.documents] : null) }),
    confirmedOnly: t.boolean({ resolve: (s) => s.confirmedOnly ?? false }),
  }),
})

export const Scope = builder.objectRef<AtpScope>('AtpScope').implement({
  description:
    'What counted. Where `statuses` or `documents` is null, those flagged by the plant, or all, did.',
  fields: (t) => ({
    statuses: t.stringList({ nullable: true, resolve: (s) => (s.statuses ? [...s.statuses] : null) }),
    supply: t.field({ type: LineScope, resolve: (s) => s.supply ?? {} }),
    demand: t.field({ type: LineScope, resolve: (s) => s.demand ?? {} }),
    inspectionStock: t.boolean({ resolve: (s) => s.inspectionStock ?? false }),
  }),
})

const DocumentTypes = DocumentRef.shape.type.options
const DocumentType = builder.enumType('AtpDocumentType', { values: DocumentTypes })

const LineScopeInput = builder.inputType('AtpLineScopeInput', {
  fields: (t) => ({
    documents: t.field({
      type: [DocumentType],
      description: 'Of these documents only; of all where left out.',
    }),
    confirmedOnly: t.boolean({
      description: 'Only what its partner confirmed (supply) or Takt promised (demand).',
    }),
  }),
})

export const ScopeInput = builder.inputType('AtpScopeInput', {
  description:
    "What counts, instead of the plant's own scope: for this question only, promises go by the plant's.",
  fields: (t) => ({
    statuses: t.stringList({
      description: 'The statuses whose stock is on hand; those that the plant flags for ATP where left out.',
    }),
    supply: t.field({ type: LineScopeInput }),
    demand: t.field({ type: LineScopeInput }),
    inspectionStock: t.boolean({
      description:
        'Whether stock in inspection counts from its expected release on; as the plant says where left out.',
    }),
  }),
})

/** The scope a question names; null where it names none, and the plant's own counts. */
export const scopeAsked = (asked: typeof ScopeInput.$inferInput | null | undefined): AtpScope | null =>
  asked ? (withoutNulls(asked) as AtpScope) : null
