import { type Context, type DataOf, type ParkingContracts, parkingOf } from '@takt/contracts'
import { inventory, masterdata, orchestration, production, quality } from '@takt/read-models'
import { project, type View, view } from './view.ts'

const tables = { inventory, masterdata, orchestration, production, quality }

/** The parked messages of a context as readers see them; every service that parks has it among its views. */
export function parkedMessageView(context: Context): View {
  const { parkedMessage } = tables[context]
  const c = parkingOf(context)
  return view({
    name: `${context}_parked_messages`,
    tables: [parkedMessage],
    on: [
      project(c.MessageParked, ({ data, plant, position }, write) => {
        const { parked, body, bodyBase64 } = data
        const why = { ...reasonOf(data), plant, state: 'parked' as const, position }
        // Parked again after a replay, it keeps the bytes it first came with; the edit stands among the versions.
        write(parkedMessage).append({ parked, body, bodyBase64, ...why })
        write(parkedMessage).patch({ parked }, why)
      }),
      project(c.ParkedMessageReplayed, ({ data, recordedAt, actor, position }, write) => {
        const { parked, edited, body, bodyBase64, reason } = data
        const versions = edited ? [{ at: recordedAt, actor, reason, body, bodyBase64 }] : []
        write(parkedMessage).add({ parked }, { versions }, { state: 'replayed', reason, position })
      }),
      project(c.ParkedMessageResolved, ({ data, position }, write) =>
        write(parkedMessage).patch({ parked: data.parked }, { state: 'resolved', position }),
      ),
      project(c.ParkedMessageDiscarded, ({ data, position }, write) =>
        write(parkedMessage).patch(
          { parked: data.parked },
          { state: 'discarded', reason: data.reason, position },
        ),
      ),
    ],
  })
}

const reasonOf = (data: DataOf<ParkingContracts['MessageParked']>) => ({
  subject: data.subject,
  messageId: data.messageId,
  code: data.code,
  sentence: data.sentence,
  problems: data.problems,
  concerns: data.concerns,
  source: data.source,
  headers: data.headers,
  tries: data.tries,
  firstAt: data.firstTriedAt,
  lastAt: data.lastTriedAt,
})
