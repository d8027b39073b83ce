import {
  EpcisCaptured,
  EpcisEventCaptured,
  EpcisEventDeclaredErroneous,
  RecordEpcisEvent,
} from '@takt/contracts'
import { aggregate, missing, on, provisional, refusal, translate } from '@takt/service'
import type { Copies } from '../master-data.ts'
import { CAPTURE_ERROR_BEHAVIOUR, captureEpcis, type EpcisRefusal } from './capture.ts'
import { EpcisEvent } from './epcis-event.ts'
import { moveCapturedStock, takeBackErroneousStock } from './epcis-movements.ts'
import type { EpcisMasterData } from './master-data.ts'
import { epcisMessageId } from './message-id.ts'
import { readContent } from './read-content.ts'
import type { CapturedEvent } from './translate.ts'

/** Codes that master data on its way may still mend. */
const PASSING: ReadonlySet<string> = new Set(['unknown-gtin', 'unknown-unit', 'unknown-plant'])

const masterData = (refs: Copies, plantId: string): EpcisMasterData => ({
  plantId,
  plant: refs.plants.get(plantId),
  itemByGtin: (gtin) => refs.items.find(gtin),
})

/** A document is taken whole or refused whole, unless its sender asks to proceed: then bad events are parked one by one. */
export const epcisTranslation = translate(
  EpcisCaptured,
  (incoming, refs: Copies) => {
    const captured = captureEpcis(incoming.message.data, {
      messageId: incoming.id,
      behaviour: headerOf(incoming.raw.headers, CAPTURE_ERROR_BEHAVIOUR),
      master: masterData(refs, incoming.plant),
    })
    if ('refused' in captured) return passing([captured.refused], refuse(captured.refused))
    const refused = captured.parked.map((event) => ({
      id: event.messageId,
      data: event.body,
      refusal: refuse(event),
    }))
    return passing(captured.parked, { parts: captured.taken.map(partOf), refused })
  },
  epcisMessageId,
)

const refuse = ({ code, sentence, problems }: EpcisRefusal) => refusal(code, sentence, problems)

/** Looked at again before it counts, where master data on its way may mend one of the refusals. */
const passing = <Found extends Parameters<typeof provisional>[0]>(
  refusals: readonly EpcisRefusal[],
  found: Found,
): Found => (refusals.some(({ code }) => PASSING.has(code)) ? provisional(found) : found)

const partOf = ({ messageId, occurredAt, content }: CapturedEvent) => ({
  id: messageId,
  contract: RecordEpcisEvent,
  message: RecordEpcisEvent.create(content),
  occurredAt,
  // However it is written, the same event is the same.
  hash: content.contentId,
})

export const epcisEventAggregate = aggregate({
  context: 'inventory',
  name: 'epcisEvent',
  decider: EpcisEvent,
  handles: [RecordEpcisEvent],
  events: [EpcisEventCaptured, EpcisEventDeclaredErroneous],
  id: ({ data }) => data.eventId,
  // An event that moves no stock needs no master data, also none of its plant.
  reference: ({ data }, refs: Copies, plant) => {
    const { reading, problems } = readContent(data, masterData(refs, plant))
    const [problem] = problems
    return problem ? missing(problem.code, problem.message) : reading
  },
})

export const epcisReactions = [
  on(EpcisEventCaptured, 'epcis-movements', moveCapturedStock),
  on(EpcisEventDeclaredErroneous, 'epcis-take-back', takeBackErroneousStock),
]

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())
  return found?.[1]
}
