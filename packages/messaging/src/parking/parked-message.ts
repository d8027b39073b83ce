import { type Context, type DataOf, type MessageOf, type ParkingContracts, parkingOf } from '@takt/contracts'
import { type Decider, reject } from '@takt/decider'
import { type Aggregate, aggregate } from '@takt/event-sourcing'

type Parked = DataOf<ParkingContracts['MessageParked']>
type Command = MessageOf<
  ParkingContracts['ParkMessage' | 'ReplayParkedMessage' | 'ResolveParkedMessage' | 'DiscardParkedMessage']
>
type Event = MessageOf<
  ParkingContracts[
    | 'MessageParked'
    | 'ParkedMessageReplayed'
    | 'ParkedMessageResolved'
    | 'ParkedMessageDiscarded']
>

interface ParkedState {
  state: 'none' | 'parked' | 'replayed' | 'resolved' | 'discarded'
  /** As it first arrived: what a replay without an edit sends. */
  message: Parked | null
}

/** A message that could not be handled, from its parking to its end. */
export function parkedMessageDecider(context: Context): Decider<ParkedState, Command, Event> {
  const c = parkingOf(context)
  return {
    initialState: () => ({ state: 'none', message: null }),

    evolve(state, event) {
      if (c.MessageParked.is(event)) {
        state.message = { ...event.data, ...bytesOf(state.message ?? event.data) }
        state.state = 'parked'
      } else if (c.ParkedMessageReplayed.is(event)) state.state = 'replayed'
      else if (c.ParkedMessageResolved.is(event)) state.state = 'resolved'
      else state.state = 'discarded'
      return state
    },

    decide(state, command) {
      if (c.ParkMessage.is(command)) {
        const before = state.message
        // Delivered again before it was acknowledged: it is parked already, for the same reason.
        if (
          state.state === 'parked' &&
          before?.code === command.data.code &&
          before.sentence === command.data.sentence
        )
          return []
        const again = before === null ? {} : { tries: before.tries + 1, firstTriedAt: before.firstTriedAt }
        return [c.MessageParked.create({ ...command.data, ...again })]
      }
      if (state.message === null)
        return reject(
          'unknown-parked-message',
          `no message is parked as ${command.data.parked}`,
          command.data,
        )
      if (c.ReplayParkedMessage.is(command)) {
        if (state.state === 'resolved')
          return reject(
            'already-resolved',
            `${command.data.parked} was handled already and has had its effect`,
          )
        const { body, reason } = command.data
        if (state.state === 'replayed' && body !== undefined)
          return reject(
            'being-replayed',
            `${command.data.parked} is being replayed: send the edit when that has come to its end`,
          )
        if (state.state === 'replayed') return []
        const { parked, messageId, subject, headers, source, firstTriedAt } = state.message
        return [
          c.ParkedMessageReplayed.create({
            parked,
            subject,
            headers,
            firstTriedAt,
            ...(messageId === undefined ? {} : { messageId }),
            ...(source === undefined ? {} : { source }),
            ...(body === undefined ? bytesOf(state.message) : { body }),
            edited: body !== undefined,
            ...(reason === undefined ? {} : { reason }),
          }),
        ]
      }
      if (c.ResolveParkedMessage.is(command))
        return state.state === 'resolved' ? [] : [c.ParkedMessageResolved.create(command.data)]
      if (state.state === 'discarded') return []
      if (state.state === 'resolved')
        return reject('already-resolved', `${command.data.parked} was handled already and has had its effect`)
      return [c.ParkedMessageDiscarded.create(command.data)]
    },
  }
}

const bytesOf = ({ body, bodyBase64 }: Pick<Parked, 'body' | 'bodyBase64'>) => ({
  ...(body === undefined ? {} : { body }),
  ...(bodyBase64 === undefined ? {} : { bodyBase64 }),
})

export function parkedMessageAggregate(context: Context): Aggregate {
  const c = parkingOf(context)
  return aggregate({
    context,
    name: 'parkedMessage',
    decider: parkedMessageDecider(context),
    handles: [c.ParkMessage, c.ReplayParkedMessage, c.ResolveParkedMessage, c.DiscardParkedMessage],
    events: [c.MessageParked, c.ParkedMessageReplayed, c.ParkedMessageResolved, c.ParkedMessageDiscarded],
    id: (message) => message.data.parked,
  })
}
