import { z } from 'zod'
import { type Context, command, event } from './define.ts'
import { Id, Instant, Text } from './fields.ts'

const Headers = z.record(z.string(), z.string())

/** Bytes that arrived: as text where they are UTF-8, else in base64. */
const Bytes = { body: z.string().optional(), bodyBase64: z.string().optional() }

/** The message as it arrived, and why it could not be handled. */
const Parked = z.object({
  parked: Id,
  /** The sender's message id, where one could be read. */
  messageId: z.string().optional(),
  subject: z.string(),
  headers: Headers,
  ...Bytes,
  /** A stable word for the reason, such as `not-json`, `unknown-item`, `conflict`. */
  code: z.string().min(1),
  /** What is wrong, where, and how to mend it. */
  sentence: z.string().min(1),
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  /** What it is about, where that could be read: item, order, lot, … */
  concerns: Headers,
  source: z.string().optional(),
  /** How often it was tried in vain. */
  tries: z.int().positive(),
  firstTriedAt: Instant,
  lastTriedAt: Instant,
})

const example = {
  parked: '0b9f6f0e-6f0e-5b9f-8f0e-6f0e0b9f6f0e',
  messageId: 'wms-4711',
  subject: 'in.P1.inventory.goods-receipt-reported.v1',
  headers: { 'Nats-Msg-Id': 'wms-4711' },
  body: '{"item":"SCREW","quantity":{"amount":"5","unit":"EA"}}',
  code: 'unknown-item',
  sentence:
    'The item SCREW is not known here: publish it on in.all.masterdata.item-published.v1, then replay.',
  problems: [],
  concerns: { item: 'SCREW' },
  source: 'wms',
  tries: 1,
  firstTriedAt: '2026-03-02T08:00:00.000Z',
  lastTriedAt: '2026-03-02T08:00:00.000Z',
}

const { parked, messageId, subject, headers, body, source, firstTriedAt } = example

/**
 * The messages about messages that could not be handled, the same in every context: parked with their reason in the
 * event store, replayed (as they are, or edited), resolved, or discarded with a reason.
 */
function parkingContracts<const C extends Context>(context: C) {
  return {
    MessageParked: event(`${context}.MessageParked`, {
      summary: 'A message could not be handled; it is kept whole, with its reason.',
      data: Parked,
      example,
    }),
    ParkedMessageReplayed: event(`${context}.ParkedMessageReplayed`, {
      summary: 'Somebody asked to handle a parked message again, as it was or edited.',
      data: z.object({
        parked: Id,
        messageId: z.string().optional(),
        subject: z.string(),
        headers: Headers,
        ...Bytes,
        edited: z.boolean(),
        reason: Text.optional(),
        source: z.string().optional(),
        /** When it first came: what it reports happened then, where it does not say itself. */
        firstTriedAt: Instant,
      }),
      example: { parked, messageId, subject, headers, body, edited: false, source, firstTriedAt },
    }),
    ParkedMessageResolved: event(`${context}.ParkedMessageResolved`, {
      summary: 'A parked message was handled after all: it has had its effect.',
      data: z.object({ parked: Id, stream: z.string(), position: z.string() }),
      example: { parked, stream: 'inventory.stockItem-P1:SCREW', position: '4711' },
    }),
    ParkedMessageDiscarded: event(`${context}.ParkedMessageDiscarded`, {
      summary: 'A parked message will not be handled; somebody said why.',
      data: z.object({ parked: Id, reason: Text }),
      example: { parked, reason: 'a test message' },
    }),
    ParkMessage: command(`${context}.ParkMessage`, {
      summary: 'Keeps a message that could not be handled.',
      audience: 'internal',
      data: Parked,
      example,
    }),
    ReplayParkedMessage: command(`${context}.ReplayParkedMessage`, {
      summary: 'Asks to handle a parked message again; with `body`, as edited.',
      audience: 'internal',
      data: z.object({ parked: Id, body: z.string().min(1).optional(), reason: Text.optional() }),
      example: { parked },
    }),
    ResolveParkedMessage: command(`${context}.ResolveParkedMessage`, {
      summary: 'Says that a replayed message was handled.',
      audience: 'internal',
      data: z.object({ parked: Id, stream: z.string(), position: z.string() }),
      example: { parked, stream: 'inventory.stockItem-P1:SCREW', position: '4711' },
    }),
    DiscardParkedMessage: command(`${context}.DiscardParkedMessage`, {
      summary: 'Asks to handle a parked message never, and says why.',
      audience: 'internal',
      data: z.object({ parked: Id, reason: Text }),
      example: { parked, reason: 'a test message' },
    }),
  }
}

/** Shown with one context's names; the shapes are the same in all. */
export type ParkingContracts = ReturnType<typeof parkingContracts<'inventory'>>

const CONTEXTS = ['inventory', 'production', 'quality', 'masterdata', 'orchestration'] as const
const byContext = new Map(CONTEXTS.map((context) => [context, parkingContracts(context)]))

/** The parking contracts of a context. */
export const parkingOf = (context: Context): ParkingContracts =>
  byContext.get(context) as unknown as ParkingContracts

export const allParkingContracts = [...byContext.values()].flatMap((contracts) => Object.values(contracts))
