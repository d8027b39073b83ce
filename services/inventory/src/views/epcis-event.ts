import { EpcisEventCaptured, EpcisEventDeclaredErroneous } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const epcisEvents = view({
  name: 'epcis_event',
  tables: [inventory.epcisEvent],
  on: [
    project(EpcisEventCaptured, ({ data, plant, position }, write) => {
      const { eventId, type, action, bizStep, eventTime, lines, voided } = data
      write(inventory.epcisEvent).add(
        { plant, eventId },
        {},
        {
          kind: type,
          action: action ?? null,
          bizStep: bizStep ?? null,
          eventTime,
          movesStock: lines.length > 0 && !voided,
          lines,
          position,
        },
      )
    }),
    project(EpcisEventDeclaredErroneous, ({ data, plant, position }, write) => {
      const { eventId, type, action, bizStep, eventTime, declaredAt, reverses } = data
      write(inventory.epcisEvent).add(
        { plant, eventId },
        {},
        {
          kind: type,
          action: action ?? null,
          bizStep: bizStep ?? null,
          eventTime,
          movesStock: false,
          lines: reverses,
          declaredErroneousAt: declaredAt,
          position,
        },
      )
    }),
  ],
})
