import { ALL_PLANTS, type Context, decodeToken, parkingOf } from '@takt/contracts'
import { inventory, masterdata, orchestration, production, quality } from '@takt/read-models'
import { project, type View, view } from './view.ts'

const TABLES = { inventory, masterdata, orchestration, production, quality }

/** The messages of a context that could not be handled, each until and after its end. */
export function parkedMessageView(context: Context): View {
  const { parkedMessage } = TABLES[context]
  const { MessageParked, ParkedMessageReplayed, ParkedMessageResolved, ParkedMessageDiscarded } =
    parkingOf(context)
  return view({
    name: 'parked_message',
    tables: [parkedMessage],
    on: [
      project(MessageParked, ({ data, position }, write) => {
        const { parked, firstTriedAt, lastTriedAt, ...rest } = data
        write(parkedMessage).add(
          { parked },
          {},
          {
            ...rest,
            plant: plantOf(data.subject),
            messageId: data.messageId ?? null,
            source: data.source ?? null,
            body: data.body ?? null,
            bodyBase64: data.bodyBase64 ?? null,
            firstAt: firstTriedAt,
            lastAt: lastTriedAt,
            state: 'parked',
            reason: null,
            position,
          },
        )
      }),
      project(ParkedMessageReplayed, ({ data, position }, write) => {
        const { parked, edited, body, reason } = data
        write(parkedMessage).patch(
          { parked },
          {
            state: 'replayed',
            position,
            reason: reason ?? null,
            ...(edited ? { versions: [{ body }] } : {}),
          },
        )
      }),
      project(ParkedMessageResolved, ({ data: { parked }, position }, write) => {
        write(parkedMessage).patch({ parked }, { state: 'resolved', position })
      }),
      project(ParkedMessageDiscarded, ({ data: { parked, reason }, position }, write) => {
        write(parkedMessage).patch({ parked }, { state: 'discarded', reason, position })
      }),
    ],
  })
}

function plantOf(subject: string): string {
  const token = subject.split('.')[1]
  return token ? decodeToken(token) : ALL_PLANTS
}
