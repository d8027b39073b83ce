import {
  EpcisCaptured,
  EpcisEventCaptured,
  EpcisEventDeclaredErroneous,
  RecordEpcisEvent,
} from '@takt/contracts'
import { aggregate, missing, on, refusal, translate } from '@takt/service'
import type { Copies } from '../master-data.ts'
import { CAPTURE_ERROR_BEHAVIOUR, captureEpcis } from './capture.ts'
import { EpcisEvent } from './epcis-event.ts'
import { moveCapturedStock, takeBackErroneousStock } from './epcis-movements.ts'
import type { EpcisMasterData } from './master-data.ts'
import { epcisMessageId } from './message-id.ts'
import { readContent } from './read-content.ts'

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
    if ('refused' in captured) {
      const { code, sentence, problems } = captured.refused
      return PASSING.has(code) ? missing(code, sentence) : refusal(code, sentence, problems)
    }
    return {
      parts: captured.taken.map(({ messageId, occurredAt, content }) => ({
        id: messageId,
        contract: RecordEpcisEvent,
        message: RecordEpcisEvent.create(content),
        occurredAt,
        // However it is written, the same event is the same.
        hash: content.contentId,
      })),
      refused: captured.parked.map(({ messageId, body, code, sentence, problems }) => ({
        id: messageId,
        data: body,
        refusal: refusal(code, sentence, problems),
      })),
    }
  },
  epcisMessageId,
)

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
