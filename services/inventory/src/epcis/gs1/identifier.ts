import { parseDigitalLink } from './digital-link.ts'
import { parseEpcUrn } from './epc-urn.ts'

/** A trade item: one instance of it (with a serial), those of one lot, or any of its class. */
export interface TradeItem {
  readonly kind: 'trade-item'
  /** 14 digits, the shorter forms padded with zeros. */
  readonly gtin: string
  readonly serial?: string
  readonly lot?: string
  /** AI (17), `YYMMDD`. */
  readonly expiry?: string
  /** AI (8006): this is one of the pieces that make up the trade item. Counts from 1. */
  readonly piece?: { readonly number: number; readonly total: number }
}

/** A place: a GLN of 13 digits, and its extension (AI 254) where there is one. */
export interface Place {
  readonly kind: 'place'
  readonly gln: string
  readonly extension?: string
}

/** A GS1 key that names no trade item and no place: a logistic unit, an asset, a document, a party, … */
export interface OtherKey {
  readonly kind: 'other'
  /** `sscc`, `grai`, … */
  readonly scheme: string
}

/** It says that it is a GS1 key, but is none. */
export interface Malformed {
  readonly kind: 'malformed'
  readonly scheme: string
  readonly expected: string
}

/** A URI of somebody's own making. */
export interface PrivateId {
  readonly kind: 'private'
}

export type Identifier = TradeItem | Place | OtherKey | Malformed | PrivateId

const PRIVATE: PrivateId = { kind: 'private' }

/** What an EPC URN or a GS1 Digital Link URI names (EPC Tag Data Standard 2.0; GS1 Digital Link URI Syntax 1.3). */
export const parseIdentifier = (uri: string): Identifier =>
  parseEpcUrn(uri) ?? parseDigitalLink(uri) ?? PRIVATE
