import { randomUUID } from 'node:crypto'
import { type Context, parkingOf } from '@takt/contracts'
import { builder } from '../builder.ts'
import { CommandResultType } from '../commands/results.ts'

const CONTEXTS = ['inventory', 'production', 'quality', 'masterdata', 'orchestration'] as const

export const ContextEnum = builder.enumType('Context', { values: CONTEXTS })

type Arguments = { context: Context; plant: string; parked: string }

const ask = (name: 'ReplayParkedMessage' | 'DiscardParkedMessage', args: Arguments, data: object) => ({
  contract: parkingOf(args.context)[name],
  plant: args.plant,
  data: { parked: args.parked, ...data },
  messageId: randomUUID(),
  correlationId: undefined,
})

builder.mutationField('replayParkedMessage', (t) =>
  t.field({
    type: CommandResultType,
    description:
      'Asks to handle a parked message again, as it was or with another body. It is handled soon after: see its state.',
    args: {
      context: t.arg({ type: ContextEnum, required: true }),
      plant: t.arg.id({ required: true }),
      parked: t.arg.id({ required: true }),
      body: t.arg.string({ description: 'The whole body as it should have been; both versions are kept.' }),
      reason: t.arg.string(),
    },
    resolve: (_root, args, context) => {
      const { body, reason } = args
      return context.command(ask('ReplayParkedMessage', args, { body, reason }))
    },
  }),
)

builder.mutationField('discardParkedMessage', (t) =>
  t.field({
    type: CommandResultType,
    description: 'Says that a parked message will never be handled, and why.',
    args: {
      context: t.arg({ type: ContextEnum, required: true }),
      plant: t.arg.id({ required: true }),
      parked: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, args, context) =>
      context.command(ask('DiscardParkedMessage', args, { reason: args.reason })),
  }),
)
