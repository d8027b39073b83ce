import { z } from 'zod'
import { Day, Id, Instant, Text } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { DocumentRef } from '../fields.ts'
import { StockStatus } from '../stock-status.ts'

/** The longest eventID: it becomes a message id, to which an error declaration adds. */
export const EPCIS_EVENT_ID_LENGTH = 240

/** An EPCIS eventID, a URI; of an event that came without one its EPCIS Event Hash ID (CBV 2.0). */
export const EpcisEventId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'must be a URI')
  .max(EPCIS_EVENT_ID_LENGTH, `must have at most ${EPCIS_EVENT_ID_LENGTH} characters`)

/** What is kept of an event as its sender wrote it. */
export const EpcisContent = z.object({
  eventId: EpcisEventId,
  /** Its EPCIS Event Hash ID: the same however it is written, and for the declaration that it was an error. */
  contentId: z
    .string()
    .regex(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/, 'must be an EPCIS Event Hash ID'),
  /** The event's JSON, without recordTime and `@context`. */
  event: z.record(z.string(), z.unknown()),
  /** The prefixes and terms of its `@context` that it uses, beside those of the EPCIS context itself. */
  namespaces: z.record(z.string(), z.string()),
})
export type EpcisContent = z.output<typeof EpcisContent>

/** What kind of event it was. Words of the CBV stand bare (`receiving`), others as the URIs they are. */
export const EpcisAbout = z.object({
  /** `ObjectEvent`, …, or the URI of an extension. */
  type: Text,
  action: z.enum(['ADD', 'OBSERVE', 'DELETE']).optional(),
  bizStep: Text.optional(),
  disposition: Text.optional(),
  eventTime: Instant,
})
export type EpcisAbout = z.output<typeof EpcisAbout>

/** What an event moves: goods of one item and lot, in or out of the plant's stock at one location. */
export const EpcisLine = z.object({
  direction: z.enum(['in', 'out']),
  item: Id,
  gtin: z.string().regex(/^\d{14}$/, 'must be a GTIN of 14 digits'),
  lot: Id.optional(),
  expiresOn: Day.optional(),
  /** The instances among the quantity, by their serial numbers. */
  serials: z.array(Id).optional(),
  /** As it was captured; one for each instance. */
  quantity: PositiveQuantity,
  location: Id,
  status: StockStatus,
  document: DocumentRef.optional(),
})
export type EpcisLine = z.output<typeof EpcisLine>

/**
 * An object of a moving event that is in no line: it is no trade item (`no-trade-item`), EPCIS leaves its quantity
 * open (`no-quantity`), or it is a further piece of a trade item that its first piece stands for (`further-piece`).
 */
export const EpcisUncounted = z.object({
  id: z.string(),
  why: z.enum(['no-trade-item', 'no-quantity', 'further-piece']),
})
export type EpcisUncounted = z.output<typeof EpcisUncounted>
