import { dayIn, dayNumber, dayOf } from '@takt/contracts'
import { emptyLedger, type Ledger } from './ledger.ts'
import { binary, plain, type Sent, structured } from './message.ts'
import { type Chance, chance } from './random.ts'
import { PLANTS, type Plant } from './world.ts'

/** What the actors of the day write with: messages in order, the ledger they lead to, chance and the clock. */
export interface Script {
  readonly chance: Chance
  readonly ledger: Ledger
  /** The calendar day `offset` days after the day, `YYYY-MM-DD`. */
  date(offset: number): string
  /** An instant on the day, from 0 (start of the first shift) to 1 (now). */
  time(share: number): string
  /** An id that no other message of this day has; the day's run is part of it, so that days do not collide. */
  id(kind: string): string
  /** Sends data to a plant, in one of the three envelopes that outside systems use. */
  send(message: {
    plant: Plant | 'all'
    name: string
    data: unknown
    at: number
    id?: string
    source: Source
  }): Sent
  /** Sends bytes as they are. */
  raw(sent: Sent): void
  readonly sent: Sent[]
}

const SHIFT_MS = 15 * 3_600_000
/** Each system writes in its own way; a PLC gateway behind the MES can do no more than a body and an id. */
const ENVELOPES = { erp: structured, wms: binary, qms: structured, mes: plain } as const
type Source = keyof typeof ENVELOPES

export function createScript(seed: number, run: string, now: Date): Script {
  const random = chance(seed)
  const sent: Sent[] = []
  let count = 0
  // Both plants have the same time: their day is another than UTC's for an hour or two of each.
  const today = dayNumber(dayIn(PLANTS[0].timeZone, now.toISOString()))
  const id = (kind: string) => `${run}-${kind}-${++count}`
  return {
    chance: random,
    ledger: emptyLedger(),
    sent,
    id,
    date: (offset) => dayOf(today + offset),
    time: (share) => new Date(now.getTime() - SHIFT_MS * (1 - share)).toISOString(),
    raw: (message) => sent.push(message),
    send({ plant, name, data, at, source, id: given }) {
      const subject = `in.${plant}.${name}.v1`
      const time = new Date(now.getTime() - SHIFT_MS * (1 - at)).toISOString()
      const envelope = ENVELOPES[source]
      const messageId = given ?? id(name.split('.')[1] as string)
      const message =
        envelope === plain
          ? plain(subject, messageId, data)
          : envelope(subject, messageId, `urn:demo:${source}`, time, data)
      sent.push(message)
      return message
    },
  }
}
