import type { AnyContract } from '@takt/contracts'
import { comparePositions, type EventLog, type RecordedEvent, UnknownEventError } from '@takt/event-sourcing'
import { subjectMatches } from '../nats/subjects.ts'
import { evtMessage } from '../relay/evt-message.ts'
import type { Delivery, Disposition } from './delivery.ts'

/** Where events come from that NATS no longer has. */
export interface RefillSource {
  readonly log: Pick<EventLog, 'subscribeAll'>
  /** Of every event that may be read. */
  readonly contracts: readonly AnyContract[]
}

export interface Refill extends RefillSource {
  /** A filter on `evt.*.<context>.`; only what matches it is handed over. */
  readonly subject: string
  /** After this position; from the log's start when left out. */
  readonly from: string | undefined
  /** Up to this position, itself excluded. */
  readonly to: string
  readonly maxInFlight: number
  readonly hand: (delivery: Delivery) => Promise<Disposition>
  /** All of the context up to here is acknowledged. */
  readonly onHandled: (position: string) => void
  readonly signal: AbortSignal
  readonly name: string
}

/**
 * Hands over what was recorded between two positions as if NATS had delivered it, in the log's order. Resolves with how
 * many events there were when each has been acknowledged; rejects when the signal ends it before.
 */
export async function refill(options: Refill): Promise<number> {
  const { log, subject, from, to, maxInFlight, hand, onHandled, signal, name } = options
  const contracts = new Map(options.contracts.map((contract) => [contract.name as string, contract]))
  const ended = new AbortController()
  let count = 0
  let givenBack = false

  function delivery(event: RecordedEvent): Delivery {
    const contract = contracts.get(event.type)
    if (!contract)
      throw new UnknownEventError(
        event.storedType,
        event.stream,
        event.revision,
        'which has no contract here',
      )
    const { id, body, ...message } = evtMessage(event, contract, Number.POSITIVE_INFINITY)
    return {
      subject: message.subject,
      headers: { 'Nats-Msg-Id': id, ...message.headers },
      body: Buffer.from(body),
      tries: 1,
      sequence: 0,
      storedAt: event.metadata.recordedAt,
    }
  }

  async function onBatch(events: readonly RecordedEvent[], reached: string): Promise<void> {
    const below = events.filter((event) => comparePositions(event.position, to) < 0)
    const wanted = below.map(delivery).filter((each) => subjectMatches(subject, each.subject))
    const dispositions = await Promise.race([Promise.all(wanted.map(hand)), givenUp])
    count += wanted.length
    givenBack ||= dispositions.includes('nak')
    const last = below.at(-1)
    if (last && !givenBack) onHandled(last.position)
    if (givenBack || comparePositions(reached, to) >= 0) ended.abort()
  }

  if (from !== undefined && comparePositions(from, to) >= 0) return 0
  const givenUp = new Promise<readonly Disposition[]>((resolve) => {
    signal.addEventListener('abort', () => resolve(['nak']), { once: true })
  })
  const following = log.subscribeAll({
    ...(from === undefined ? {} : { from }),
    streamPrefixes: [`${subject.split('.')[2]}.`],
    name,
    maxBatch: maxInFlight,
    signal: AbortSignal.any([signal, ended.signal]),
    onBatch,
    // What stands on NATS was recorded before: there is no more to come below it.
    onCaughtUp: () => ended.abort(),
  })
  await following.done
  signal.throwIfAborted()
  if (givenBack) throw new Error(`${name} was given back by its handler`)
  return count
}
