import { RecordEpcisEvent } from './commands/record-epcis-event.ts'
import { EpcisEventCaptured } from './events/epcis-event-captured.ts'
import { EpcisEventDeclaredErroneous } from './events/epcis-event-declared-erroneous.ts'

export { RecordEpcisEvent } from './commands/record-epcis-event.ts'
export { EpcisEventCaptured } from './events/epcis-event-captured.ts'
export { EpcisEventDeclaredErroneous } from './events/epcis-event-declared-erroneous.ts'
export {
  EPCIS_EVENT_ID_LENGTH,
  type EpcisAbout,
  type EpcisContent,
  type EpcisLine,
  type EpcisUncounted,
} from './fields.ts'

export const epcisContracts = [RecordEpcisEvent, EpcisEventCaptured, EpcisEventDeclaredErroneous] as const
