import { event, streamName } from '@takt/contracts'
import { createEventLog, derivedId, type EventLog, type EventMetadata } from '@takt/event-sourcing'
import { z } from 'zod'

/** Events for tests of transport: what is in them does not matter, which comes when does. */
export const ItemNoted = event('inventory.ItemNoted', {
  summary: 'A note.',
  data: z.object({ n: z.number(), text: z.string().optional() }),
  example: { n: 1 },
})
export const OrderNoted = event('production.OrderNoted', {
  summary: 'A note on an order.',
  data: z.object({ n: z.number() }),
  example: { n: 1 },
})
/** Of the same context, on a subject of its own. */
export const ItemPraised = event('inventory.ItemPraised', {
  summary: 'A note of praise.',
  data: z.object({ n: z.number() }),
  example: { n: 1 },
})
export const noteContracts = [ItemNoted, ItemPraised, OrderNoted]

export const openLog = (url: string): EventLog => createEventLog({ url, contracts: noteContracts })

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

/** Appends notes `from` … `from + count - 1` to an item's stream; returns their event ids. */
export async function note(
  log: EventLog,
  item: string,
  from: number,
  count: number,
  options: { contract?: typeof ItemNoted | typeof ItemPraised | typeof OrderNoted; text?: string } = {},
): Promise<string[]> {
  const { contract = ItemNoted, text } = options
  const stream = streamName(contract.context, 'note', 'P1', item)
  const events = Array.from({ length: count }, (_, i) => {
    const messageId = `${item}-${from + i}`
    const metadata: EventMetadata = {
      messageId,
      $correlationId: `chain of ${item}`,
      $causationId: messageId,
      source: 'test',
      actor: 'test',
      plant: 'P1',
      occurredAt: '2026-03-02T08:00:00.000Z',
      recordedAt: new Date().toISOString(),
      traceparent: TRACEPARENT,
      hash: '0',
    }
    return {
      id: derivedId(stream, messageId),
      type: contract.storedType,
      data: JSON.stringify({ n: from + i, ...(text === undefined ? {} : { text }) }),
      metadata: JSON.stringify(metadata),
    }
  })
  await log.append(stream, from === 0 ? 'none' : from - 1, events)
  return events.map((each) => each.id)
}
