import {
  type EpcisAbout,
  EpcisEventCaptured,
  EpcisEventDeclaredErroneous,
  type EpcisLine,
  type EpcisUncounted,
  type MessageOf,
  type RecordEpcisEvent,
} from '@takt/contracts'
import { type Decider, reject } from '@takt/decider'

/** An EPCIS event as the master data of the moment reads it. */
export interface EpcisReading {
  readonly about: EpcisAbout
  readonly lines: readonly EpcisLine[]
  readonly uncounted: readonly EpcisUncounted[]
  /** There where it says of an earlier event (the same in all else) that it was an error. */
  readonly declaration?: {
    readonly declaredAt: string
    readonly reason?: string
    readonly correctiveEventIds?: readonly string[]
  }
}

export interface EpcisEventState {
  captured: { contentId: string; lines: EpcisLine[] } | null
  declaredErroneous: boolean
}

type Command = MessageOf<typeof RecordEpcisEvent>
type Event = MessageOf<typeof EpcisEventCaptured> | MessageOf<typeof EpcisEventDeclaredErroneous>

/** One event of an EPCIS document, by plant and eventID: recorded once, and taken back at most once. */
export const EpcisEvent: Decider<EpcisEventState, Command, Event, EpcisReading> = {
  initialState: () => ({ captured: null, declaredErroneous: false }),

  evolve(state, event) {
    if (EpcisEventCaptured.is(event))
      state.captured = { contentId: event.data.contentId, lines: event.data.voided ? [] : event.data.lines }
    else state.declaredErroneous = true
    return state
  },

  decide(state, { data }, { reference: reading }) {
    const { about, declaration } = reading
    if (declaration) {
      if (state.declaredErroneous) return []
      const { declaredAt, reason, correctiveEventIds } = declaration
      return [
        EpcisEventDeclaredErroneous.create({
          ...data,
          ...about,
          declaredAt,
          ...(reason === undefined ? {} : { reason }),
          ...(correctiveEventIds === undefined ? {} : { correctiveEventIds: [...correctiveEventIds] }),
          reverses: state.captured?.lines ?? [],
        }),
      ]
    }
    if (state.captured)
      return state.captured.contentId === data.contentId
        ? []
        : reject(
            'epcis-event-conflict',
            `${data.eventId} was captured before with other content, which stands`,
            {
              eventId: data.eventId,
              first: state.captured.contentId,
              second: data.contentId,
            },
          )
    return [
      EpcisEventCaptured.create({
        ...data,
        ...about,
        lines: [...reading.lines],
        ...(reading.uncounted.length > 0 ? { uncounted: [...reading.uncounted] } : {}),
        ...(state.declaredErroneous ? { voided: true } : {}),
      }),
    ]
  },
}
