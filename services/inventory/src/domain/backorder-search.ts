import {
  BackordersFound,
  BackordersSought,
  FindBackorders,
  type MessageOf,
  RecordBackorders,
} from '@takt/contracts'
import type { Decider } from '@takt/decider'

export const backorderSearchMessages = [FindBackorders, RecordBackorders] as const
export const backorderSearchEvents = [BackordersSought, BackordersFound] as const

interface BackorderSearch {
  state: 'new' | 'sought' | 'found'
}

/** A run's question which items have backorders, and the answer that it keeps. */
export const BackorderSearch: Decider<
  BackorderSearch,
  MessageOf<(typeof backorderSearchMessages)[number]>,
  MessageOf<(typeof backorderSearchEvents)[number]>
> = {
  initialState: () => ({ state: 'new' }),
  evolve: (_state, event) => ({ state: BackordersSought.is(event) ? 'sought' : 'found' }),
  decide({ state }, message) {
    if (FindBackorders.is(message)) return state === 'new' ? [BackordersSought.create(message.data)] : []
    return state === 'found' ? [] : [BackordersFound.create(message.data)]
  },
}
