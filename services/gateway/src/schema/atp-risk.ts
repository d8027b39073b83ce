import { builder } from '../builder.ts'
import { LIMITS } from '../limits.ts'
import type { AtRisk, RiskyMessage } from '../reading/atp-risk.ts'

const Side = builder.enumType('AtRiskSide', { values: ['stock', 'supply', 'demand'] as const })

const Message = builder.objectRef<RiskyMessage>('AtRiskMessage').implement({
  description: 'A parked message about this item: it would change the answer once it is replayed.',
  fields: (t) => ({
    parkedId: t.id({
      description: 'For `parkedMessage`, `replayParkedMessage` and `discardParkedMessage`.',
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
      description: 'What it would change; null where its data do not tell.',
      resolve: (m) => m.side,
    }),
    quantity: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'By how much, signed, in the base unit; null where its data do not tell.',
      resolve: (m) => m.quantity,
    }),
  }),
})

export const AtRiskType = builder.objectRef<AtRisk>('AtRisk').implement({
  description:
    'What parked or lagging messages could change. Sums are signed, of messages that tell an amount.',
  fields: (t) => ({
    stock: t.field({ type: 'Decimal', resolve: (r) => r.stock }),
    supply: t.field({ type: 'Decimal', resolve: (r) => r.supply }),
    demand: t.field({ type: 'Decimal', resolve: (r) => r.demand }),
    messages: t.field({
      type: [Message],
      description: `The latest ${LIMITS.atRiskMessages} parked messages that name this item at this plant.`,
      resolve: (r) => [...r.messages],
    }),
    undelivered: t.int({
      nullable: true,
      description:
        'How many messages wait for the inventory service, of all plants and items, by NATS a second ago at most; null while NATS cannot be asked.',
      resolve: (_risk, _args, context) => context.undelivered(),
    }),
  }),
})
