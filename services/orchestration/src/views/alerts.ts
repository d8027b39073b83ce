import { AlertCleared, AlertRaised } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { orchestration } from '@takt/read-models'

/** Every matter that people were or are to look at. */
export const alerts = view({
  name: 'alerts',
  tables: [orchestration.alert],
  on: [
    project(AlertRaised, ({ plant, data, position }, write) => {
      const { alert, order: orderId = null, item = null, ...rest } = data
      write(orchestration.alert).put({ plant, alert }, { ...rest, orderId, item, state: 'raised', position })
    }),
    project(AlertCleared, ({ plant, data, position }, write) => {
      const { alert, reason: clearReason = null, clearedAt } = data
      write(orchestration.alert).patch(
        { plant, alert },
        { state: 'cleared', clearedAt, clearReason, position },
      )
    }),
  ],
})
