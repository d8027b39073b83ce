import { type BackorderSelection, PreviewBackorders, type PreviewBackordersAnswer } from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import { commandInput, sharedInput } from '../commands/input-types.ts'
import { LIMITS } from '../limits.ts'
import { Document } from './inventory.ts'
import { DatedAmount } from './order-promise.ts'

type Answer = PreviewBackordersAnswer
type LineOf = Answer['lines'][number]

/** A line has few days, and they are in the answer already. */
const FEW = { field: 0, multiplier: 2 } as const

const Line = builder.objectRef<LineOf>('BackorderLine').implement({
  description: 'What a line is promised now, and what it would be after the run. Amounts in the base unit.',
  fields: (t) => ({
    document: t.field({ type: Document, resolve: (l) => ({ ...l.document, line: l.document.line ?? null }) }),
    class: t.exposeString('class'),
    segment: t.string({
      nullable: true,
      description: 'Of the selection, where that has a name.',
      resolve: (l) => l.segment ?? null,
    }),
    requested: t.field({ type: DatedAmount, resolve: (l) => l.requested }),
    before: t.field({
      type: [DatedAmount],
      complexity: FEW,
      description: 'By day, with what was issued for it.',
      resolve: (l) => l.before,
    }),
    after: t.field({ type: [DatedAmount], complexity: FEW, resolve: (l) => l.after }),
    short: t.field({
      type: 'Decimal',
      description: 'What of the requested amount would not be promised.',
      resolve: (l) => l.short,
    }),
  }),
})

const Preview = builder.objectRef<Answer>('BackorderPreview').implement({
  description: 'What a run would make of the lines; nothing is recorded.',
  fields: (t) => ({
    position: t.field({
      type: 'Position',
      nullable: true,
      description: "Of the item's last event.",
      resolve: (a) => a.position,
    }),
    time: t.field({ type: 'DateTime', resolve: (a) => a.now }),
    unit: t.exposeString('unit'),
    lines: t.field({
      type: [Line],
      description: 'In the order of their turns: win, gain, redistribute, fill, lose.',
      resolve: (a) => [...a.lines],
    }),
  }),
})

builder.queryField('previewBackorders', (t) =>
  t.field({
    type: Preview,
    description:
      "What `redistributePromises` would make of promised lines, named one by one or found by rules, by the same function. Reads the item's whole history.",
    args: {
      plant: t.arg.id({ required: true }),
      input: t.arg({ type: commandInput(PreviewBackorders) as 'JSON', required: true }),
    },
    complexity: { field: 100 },
    resolve: async (_root, { plant, input }, context) =>
      (await context.question({ contract: PreviewBackorders, plant, data: input as object })) as Answer,
  }),
)

interface OfItem {
  readonly item: string
  readonly preview: Answer | null
  readonly code: string | null
  readonly sentence: string | null
}

const ItemPreview = builder.objectRef<OfItem>('BackorderItemPreview').implement({
  description: 'What a run would make of one item, or why that item would refuse it.',
  fields: (t) => ({
    item: t.exposeID('item'),
    preview: t.field({ type: Preview, nullable: true, resolve: (i) => i.preview }),
    code: t.exposeString('code', { nullable: true }),
    sentence: t.exposeString('sentence', { nullable: true }),
  }),
})

/** Costs as much as that many previews of one item. */
const costOf = ({ items }: { readonly items: readonly unknown[] }) => ({
  field: 100 * items.length,
  multiplier: items.length,
})

builder.queryField('previewBackorderRun', (t) =>
  t.field({
    type: [ItemPreview],
    description: `What \`runBackorders\` would make of these items, at most ${LIMITS.previewItems}, by the same function; nothing is recorded.`,
    args: {
      plant: t.arg.id({ required: true }),
      items: t.arg.idList({ required: true }),
      selection: t.arg({ type: sharedInput('BackorderSelectionInput') as 'JSON', required: true }),
    },
    complexity: costOf,
    resolve: async (_root, { plant, items, selection }, { question }) => {
      if (items.length > LIMITS.previewItems)
        throw new GraphQLError(
          `a preview is of at most ${LIMITS.previewItems} items, ${items.length} were named: ask in several`,
        )
      return Promise.all(
        items.map(async (item): Promise<OfItem> => {
          const data = { item, selection: selection as BackorderSelection }
          try {
            const preview = (await question({ contract: PreviewBackorders, plant, data })) as Answer
            return { item, preview, code: null, sentence: null }
          } catch (error) {
            if (!(error instanceof GraphQLError)) throw error
            const { code } = error.extensions as { code?: string }
            return { item, preview: null, code: code ?? null, sentence: error.message }
          }
        }),
      )
    },
  }),
)
