import {
  type BackorderRunRequested,
  type BackorderRunStarted,
  type BackordersDecided,
  type BackordersFound,
  FindBackorders,
  type MessageOf,
  RecordRunAnswer,
  RecordRunItems,
  RedistributeForRun,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

/** Every item of a run is asked at once; a run that names none asks inventory for them first. */
export const askItems: Process<MessageOf<typeof BackorderRunRequested | typeof BackorderRunStarted>> = ({
  data: { run, reason, selection, items },
}) =>
  items
    ? items.map(
        (item): Outgoing => ({ message: RedistributeForRun.create({ item, run, selection, reason }) }),
      )
    : [{ message: FindBackorders.create({ run }) }]

export const recordRunItems: Process<MessageOf<typeof BackordersFound>> = ({ data }) => [
  { message: RecordRunItems.create(data) },
]

export const recordRunAnswer: Process<MessageOf<typeof BackordersDecided>> = ({ data }) => [
  { message: RecordRunAnswer.create(data) },
]
