import { builder } from '../builder.ts'
import { LIMITS } from '../limits.ts'
import {
  type AtRisk,
  type LaggingMessage,
  type Risk,
  type RiskSums,
  type RiskyMessage,
  riskSums,
} from '../reading/atp-risk.ts'
import type { RiskEffect } from '../reading/atp-risk-world.ts'
import { ContextEnum } from './parked-mutations.ts'

const Side = builder.enumType('AtRiskSide', {
  values: {
    stock: {
      description: 'Stock that the plant promises from: of statuses it flags for ATP, no customer’s.',
    },
    supply: { description: 'Open supply.' },
    demand: { description: 'Open demand.' },
    reserved: { description: 'What is reserved.' },
  } as const,
})

const Effect = builder.objectRef<RiskEffect>('AtRiskEffect').implement({
  fields: (t) => ({
    side: t.field({ type: Side, resolve: (e) => e.side }),
    quantity: t.field({
      type: 'Decimal',
      description: 'By how much it would change, signed, in the base unit.',
      resolve: (e) => e.quantity,
    }),
  }),
})

const EFFECTS = { complexity: { field: 1, multiplier: 2 } } as const
const QUANTITY = 'Of that side, signed, in the base unit; null where its data do not tell.'

const Message = builder.objectRef<RiskyMessage>('AtRiskMessage').implement({
  description: 'A parked message about this item: it would change the answer once it is replayed.',
  fields: (t) => ({
    context: t.field({ type: ContextEnum, resolve: (m) => m.context }),
    parkedId: t.id({
      description: 'For `parkedMessage`, `replayParkedMessage` and `discardParkedMessage`, with its context.',
      resolve: (m) => m.parked,
    }),
    code: t.exposeString('code'),
    sentence: t.exposeString('sentence', { description: 'What is wrong, and how to mend it.' }),
    subject: t.exposeString('subject'),
    source: t.exposeString('source', { nullable: true }),
    lastAt: t.field({ type: 'DateTime', resolve: (m) => m.lastAt }),
    side: t.field({
      type: Side,
      nullable: true,
      description: 'What it would change first.',
      resolve: (m) => m.side,
    }),
    quantity: t.field({ type: 'Decimal', nullable: true, description: QUANTITY, resolve: (m) => m.quantity }),
    effects: t.field({ type: [Effect], ...EFFECTS, resolve: (m) => [...m.effects] }),
  }),
})

const Lagging = builder.objectRef<LaggingMessage>('AtRiskLaggingMessage').implement({
  description: 'A message about this item that its service has not handled yet.',
  fields: (t) => ({
    subject: t.exposeString('subject'),
    messageId: t.id({
      nullable: true,
      resolve: ({ headers }) => headers['ce-id'] ?? headers['Nats-Msg-Id'] ?? null,
    }),
    at: t.field({ type: 'DateTime', description: 'When it was published.', resolve: (m) => m.at }),
    side: t.field({
      type: Side,
      nullable: true,
      description: 'What it would change first.',
      resolve: (m) => m.side,
    }),
    quantity: t.field({ type: 'Decimal', nullable: true, description: QUANTITY, resolve: (m) => m.quantity }),
    effects: t.field({ type: [Effect], ...EFFECTS, resolve: (m) => [...m.effects] }),
  }),
})

const sides = ['stock', 'supply', 'demand', 'reserved'] as const

const LaggingType = builder
  .objectRef<RiskSums & { readonly messages: readonly LaggingMessage[] }>('AtRiskLagging')
  .implement({
    description: `Of the oldest ${LIMITS.atRiskMessages} messages of this plant that wait for a service, those about this item. Sums are signed.`,
    fields: (t) => ({
      ...Object.fromEntries(
        sides.map((side) => [side, t.field({ type: 'Decimal', resolve: (r) => r[side] })]),
      ),
      messages: t.field({ type: [Lagging], resolve: (r) => [...r.messages] }),
    }),
  })

export const AtRiskType = builder.objectRef<AtRisk>('AtRisk').implement({
  description:
    'What parked and lagging messages could change, each as if it were taken. Sums are signed, of parked messages that tell an amount.',
  fields: (t) => ({
    ...Object.fromEntries(sides.map((side) => [side, t.field({ type: 'Decimal', resolve: (r) => r[side] })])),
    messages: t.field({
      type: [Message],
      description: `The latest ${LIMITS.atRiskMessages} parked messages of any context that name this item at this plant, or a work order that makes or needs it.`,
      resolve: (r) => [...r.messages],
    }),
    complete: t.boolean({
      description: `Whether \`messages\` are all: false where there are ${LIMITS.atRiskMessages} of them, and may be more that are not in the sums.`,
      resolve: (r) => r.messages.length < LIMITS.atRiskMessages,
    }),
    undelivered: t.int({
      nullable: true,
      description:
        'How many messages of this plant wait for a service, of all items, by NATS a second ago at most; null while NATS cannot be asked.',
      resolve: async ({ plant }, _args, context) => (await context.undelivered(plant))?.count ?? null,
    }),
    lagging: t.field({
      type: LaggingType,
      nullable: true,
      description:
        'What those of them that are about this item would change; null while NATS cannot be asked.',
      resolve: async (risk, _args, context) => {
        const waiting = await context.undelivered(risk.plant)
        if (!waiting) return null
        const messages = await risk.among(waiting.messages)
        return { ...riskSums(messages satisfies readonly Risk[]), messages }
      },
    }),
  }),
})
