import { takt } from '@takt/read-models'
import { asc, eq, or } from 'drizzle-orm'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import { LIMITS } from '../limits.ts'

type Entry = typeof takt.journal.$inferSelect

export const TraceStep = builder.objectRef<Entry>('TraceStep').implement({
  description: 'A recorded event on the way from the first message to the last effect.',
  fields: (t) => ({
    eventId: t.exposeID('eventId'),
    type: t.exposeString('type'),
    stream: t.exposeString('stream'),
    revision: t.exposeInt('revision'),
    plant: t.exposeID('plant'),
    messageId: t.exposeID('messageId', { description: 'The message that led to it.' }),
    correlationId: t.exposeID('correlationId'),
    causationId: t.exposeID('causationId', { nullable: true }),
    source: t.exposeString('source', { nullable: true }),
    actor: t.exposeString('actor', { nullable: true }),
    occurredAt: t.field({
      type: 'DateTime',
      description: "The source's clock.",
      resolve: (e) => e.occurredAt,
    }),
    recordedAt: t.field({ type: 'DateTime', description: "Takt's clock.", resolve: (e) => e.recordedAt }),
    position: t.field({ type: 'Position', resolve: (e) => e.position }),
  }),
})

const Trace = builder
  .objectRef<{ correlationId: string; steps: Entry[]; complete: boolean }>('Trace')
  .implement({
    description:
      'Everything that followed from one first message, across all contexts, in the order it was recorded.',
    fields: (t) => ({
      correlationId: t.exposeID('correlationId'),
      steps: t.field({ type: [TraceStep], resolve: (trace) => trace.steps }),
      complete: t.exposeBoolean('complete', {
        description: `False where there is more than the first ${LIMITS.traceSteps} steps.`,
      }),
    }),
  })

builder.queryField('trace', (t) =>
  t.field({
    type: Trace,
    args: {
      correlationId: t.arg.id({
        required: true,
        description: 'The id of the first message of the chain, or of any message in it.',
      }),
    },
    complexity: { field: 20 },
    resolve: async (_root, { correlationId: asked }, { db }) => {
      if (asked === '') throw new GraphQLError('correlationId must not be empty')
      const { journal } = takt
      const [known] = await db
        .select({ correlationId: journal.correlationId })
        .from(journal)
        .where(or(eq(journal.correlationId, asked), eq(journal.messageId, asked)))
        .limit(1)
      const correlationId = known?.correlationId ?? asked
      const steps = await db
        .select()
        .from(journal)
        .where(eq(journal.correlationId, correlationId))
        .orderBy(asc(journal.position))
        .limit(LIMITS.traceSteps + 1)
      return {
        correlationId,
        steps: steps.slice(0, LIMITS.traceSteps),
        complete: steps.length <= LIMITS.traceSteps,
      }
    },
  }),
)
