import { inventory } from '@takt/read-models'
import { eq, or, sql } from 'drizzle-orm'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { type ParkedRow, parkedOfAll } from '../reading/parked.ts'

const ParkedState = builder.enumType('ParkedState', { values: inventory.parkedMessage.state.enumValues })

const Problem = builder.objectRef<{ path: string; message: string }>('ParkedProblem').implement({
  fields: (t) => ({ path: t.exposeString('path'), message: t.exposeString('message') }),
})

const ParkedMessage = builder.objectRef<ParkedRow>('ParkedMessage').implement({
  description:
    'A message that could not be handled, whole, with its reason. Replay it after a fix: it has one effect.',
  fields: (t) => ({
    parked: t.exposeID('parked', {
      description: 'Its id for `replayParkedMessage` and `discardParkedMessage`.',
    }),
    context: t.exposeString('context'),
    plant: t.exposeID('plant'),
    subject: t.exposeString('subject'),
    messageId: t.exposeID('messageId', { nullable: true }),
    code: t.exposeString('code'),
    sentence: t.exposeString('sentence', { description: 'What is wrong, where, and how to mend it.' }),
    problems: t.field({ type: [Problem], resolve: (p) => p.problems }),
    concerns: t.field({
      type: 'JSON',
      description: 'The item, order or lot it is about.',
      resolve: (p) => p.concerns,
    }),
    source: t.exposeString('source', { nullable: true }),
    headers: t.field({ type: 'JSON', resolve: (p) => p.headers }),
    body: t.exposeString('body', { nullable: true, description: 'As it arrived, where it is text.' }),
    bodyBase64: t.exposeString('bodyBase64', {
      nullable: true,
      description: 'As it arrived, where it is not text.',
    }),
    versions: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Edits it was replayed with.',
      resolve: (p) => p.versions,
    }),
    tries: t.exposeInt('tries'),
    firstAt: t.field({ type: 'DateTime', resolve: (p) => p.firstAt }),
    lastAt: t.field({ type: 'DateTime', resolve: (p) => p.lastAt }),
    state: t.field({ type: ParkedState, resolve: (p) => p.state }),
    reason: t.exposeString('reason', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (p) => p.position }),
  }),
})

builder.queryField('parkedMessage', (t) =>
  t.field({
    type: ParkedMessage,
    nullable: true,
    description: 'One message that could not be handled; null where there is none of that id.',
    args: { parked: t.arg.id({ required: true }) },
    resolve: async (_root, args, context) => {
      const parked = parkedOfAll(context.db)
      const [found] = await context.db.select().from(parked).where(eq(parked.parked, args.parked)).limit(1)
      return found ?? null
    },
  }),
)

builder.queryField('parkedMessages', (t) =>
  t.connection({
    type: ParkedMessage,
    description: 'Messages that could not be handled, the latest first.',
    args: {
      plant: t.arg.id(),
      context: t.arg.string(),
      state: t.arg({ type: ParkedState }),
      code: t.arg.string(),
      concerns: t.arg.id({ description: 'An item, order or lot.' }),
    },
    resolve: (_root, args, context) => {
      const parked = parkedOfAll(context.db)
      return page<ParkedRow>(context.db, args, {
        from: parked,
        by: ['lastAt', 'parked'],
        descending: true,
        where: [
          ...equal(parked, args, ['plant', 'context', 'state', 'code']),
          args.concerns
            ? or(
                sql`exists (select from jsonb_each_text(${parked.concerns}) c where c.value = ${args.concerns})`,
              )
            : undefined,
        ],
      })
    },
  }),
)
