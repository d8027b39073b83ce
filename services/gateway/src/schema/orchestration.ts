import { orchestration } from '@takt/read-models'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'

const { alert } = orchestration
const AlertState = builder.enumType('AlertState', { values: alert.state.enumValues })
const AlertSeverity = builder.enumType('AlertSeverity', { values: alert.severity.enumValues })

const Alert = builder.objectRef<typeof alert.$inferSelect>('Alert').implement({
  description: 'A matter somebody must look at, or had to.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    alert: t.exposeID('alert'),
    kind: t.exposeString('kind'),
    severity: t.field({ type: AlertSeverity, resolve: (a) => a.severity }),
    sentence: t.exposeString('sentence'),
    item: t.exposeID('item', { nullable: true }),
    order: t.exposeID('orderId', { nullable: true }),
    state: t.field({ type: AlertState, resolve: (a) => a.state }),
    raisedAt: t.field({ type: 'DateTime', resolve: (a) => a.raisedAt }),
    clearedAt: t.field({ type: 'DateTime', nullable: true, resolve: (a) => a.clearedAt }),
    clearReason: t.exposeString('clearReason', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (a) => a.position }),
  }),
})

builder.queryField('alerts', (t) =>
  t.connection({
    type: Alert,
    description: 'Alerts, by plant and id.',
    args: {
      plant: t.arg.id(),
      state: t.arg({ type: AlertState }),
      kind: t.arg.string(),
      item: t.arg.id(),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('orchestration', args.readAfter)
      return page<typeof alert.$inferSelect>(context.db, args, {
        from: alert,
        by: ['plant', 'alert'],
        where: equal(alert, args, ['plant', 'state', 'kind', 'item']),
      })
    },
  }),
)
