import { command, event, type MessageOf } from '@takt/contracts'
import { type Decider, type Past, reject } from '@takt/decider'
import { z } from 'zod'
import { aggregate } from '../../src/index.ts'

/** Stones on a heap. What was laid can be lifted again, once; the state itself forgets who laid what. */
const Stone = z.object({ heap: z.string(), name: z.string() })
const Lifting = z.object({ heap: z.string(), of: z.string() })

export const Lay = command('inventory.LayStone', {
  summary: 'To be laid.',
  data: Stone,
  example: { heap: 'A', name: 'flint' },
})
export const Lift = command('inventory.LiftStone', {
  summary: 'To be lifted.',
  data: Lifting,
  example: { heap: 'A', of: 'm1' },
})
export const Laid = event('inventory.StoneLaid', {
  summary: 'Laid.',
  data: Stone,
  example: Lay.example.data,
})
export const Lifted = event('inventory.StoneLifted', {
  summary: 'Lifted.',
  data: Lifting,
  example: Lift.example.data,
})
/** Follows each lifting, so that the claim is not on the message's last event. */
export const Dusted = event('inventory.HandsDusted', {
  summary: 'Dusted.',
  data: Lifting,
  example: Lift.example.data,
})

type Command = MessageOf<typeof Lay> | MessageOf<typeof Lift>
type Event = MessageOf<typeof Laid> | MessageOf<typeof Lifted> | MessageOf<typeof Dusted>

const liftOf = (id: string) => `lift-of\n${id}`

const decider: Decider<{ stones: number; latest: string }, Command, Event> = {
  initialState: () => ({ stones: 0, latest: '' }),
  evolve(state, { type, data }) {
    if (type === Laid.name) state.stones++
    // The latest is known without looking back, as what has no inbox row yet must be.
    if (type === Lifted.name && 'of' in data) {
      state.stones--
      state.latest = data.of
    }
    return state
  },
  decide(state, message, { past = new Map() as Past }) {
    if (Lay.is(message)) return [Laid.create(message.data)]
    if (!Lift.is(message)) return []
    const { of } = message.data
    if (state.latest === of) return reject('lifted-before', `${of} was lifted just now`)
    const laid = past.get(of)?.events.find(Laid.is)
    if (!laid) return reject('never-laid', `no ${of} laid a stone`, { known: past.has(of) })
    const by = past.get(liftOf(of))
    if (by) return reject('lifted-before', `${of} was lifted by ${by.messageId}`, { by: by.messageId })
    return [Lifted.create(message.data), Dusted.create(message.data)]
  },
}

export const cairn = aggregate({
  context: 'inventory',
  name: 'cairn',
  decider,
  handles: [Lay, Lift] as const,
  events: [Laid, Lifted, Dusted] as const,
  id: ({ data }) => data.heap,
  looksBack: ({ latest }, message) =>
    Lift.is(message) && latest !== message.data.of ? [message.data.of, liftOf(message.data.of)] : [],
  claims: (made) => (Lifted.is(made) ? [liftOf(made.data.of)] : []),
})
