import { type DataOf, EpcisEventCaptured, EpcisEventDeclaredErroneous } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

type Described = Pick<DataOf<typeof EpcisEventCaptured>, 'type' | 'action' | 'bizStep' | 'eventTime'>

/** What a row says of the event itself, whether it was captured or declared erroneous. */
const described = ({ type, action, bizStep, eventTime }: Described) => ({
  kind: type,
  action: action ?? null,
  bizStep: bizStep ?? null,
  eventTime,
})

export const epcisEvents = view({
  name: 'epcis_event',
  tables: [inventory.epcisEvent],
  on: [
    project(EpcisEventCaptured, ({ data, plant, position }, write) => {
      const { eventId, lines, voided } = data
      const movesStock = lines.length > 0 && !voided
      write(inventory.epcisEvent).add(
        { plant, eventId },
        {},
        { ...described(data), movesStock, lines, position },
      )
    }),
    project(EpcisEventDeclaredErroneous, ({ data, plant, position }, write) => {
      const { eventId, declaredAt, reverses } = data
      write(inventory.epcisEvent).add(
        { plant, eventId },
        {},
        {
          ...described(data),
          movesStock: false,
          lines: reverses,
          declaredErroneousAt: declaredAt,
          position,
        },
      )
    }),
  ],
})
