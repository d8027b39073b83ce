import type { StockStatus } from '@takt/contracts'

export interface Disposition {
  /** Where goods that come in are put; undefined: where the item's master data says (`inspectAtReceipt`). */
  readonly in: StockStatus | undefined
  /** Where goods that go out are taken from. */
  readonly out: StockStatus
  readonly reason: string
}

const free = (reason: string): Disposition => ({ in: 'unrestricted', out: 'unrestricted', reason })
const says = (status: StockStatus, reason: string): Disposition => ({ in: status, out: status, reason })
/** Nothing about their condition. */
const silent = (reason: string): Disposition => ({ in: undefined, out: 'unrestricted', reason })
/** The end of goods that were free until then. */
const ends = (reason: string): Disposition => ({ in: 'blocked', out: 'unrestricted', reason })

/** No disposition, or one that the CBV does not define. */
export const ANY_DISPOSITION = silent('says nothing of their condition')

/** Every disposition of CBV 2.0 and the five that CBV 1.2 had in its place, and the stock status it stands for. */
export const DISPOSITIONS: Readonly<Record<string, Disposition>> = {
  active: silent('just commissioned'),
  available: free('returned to service'),
  completeness_inferred: silent('about a container'),
  completeness_verified: silent('about a container'),
  conformant: free('passed its inspection'),
  container_closed: silent('about a container'),
  container_open: silent('about a container'),
  damaged: says('blocked', 'has a defect'),
  destroyed: ends('rendered unusable'),
  dispensed: ends('handed to a consumer'),
  disposed: ends('returned for disposal'),
  encoded: silent('about an identifier'),
  expired: says('blocked', 'past its date'),
  in_progress: silent('the usual course'),
  in_transit: silent('between two partners'),
  inactive: ends('decommissioned'),
  mismatch_class: says('inInspection', 'not what was expected: somebody must look'),
  mismatch_instance: says('inInspection', 'not what was expected: somebody must look'),
  mismatch_quantity: says('inInspection', 'not what was expected: somebody must look'),
  needs_replacement: says('blocked', 'can no longer be used'),
  no_pedigree_match: says('blocked', 'in quarantine'),
  non_conformant: says('blocked', 'failed its inspection'),
  non_sellable_damaged: says('blocked', 'CBV 1.2 for damaged'),
  non_sellable_disposed: ends('CBV 1.2 for disposed'),
  non_sellable_expired: says('blocked', 'CBV 1.2 for expired'),
  non_sellable_no_pedigree_match: says('blocked', 'CBV 1.2 for no_pedigree_match'),
  non_sellable_other: says('blocked', 'cannot be sold'),
  non_sellable_recalled: says('blocked', 'CBV 1.2 for recalled'),
  partially_dispensed: says('blocked', 'an opened object is no whole one'),
  recalled: says('blocked', 'not safe'),
  reserved: silent('about an identifier'),
  retail_sold: ends('bought by a customer'),
  returned: {
    in: 'inInspection',
    out: 'unrestricted',
    reason: 'may or may not be sellable: somebody must look',
  },
  sellable_accessible: free('can be sold as it is'),
  sellable_not_accessible: free('can be sold as it is'),
  stolen: ends('gone without right'),
  unavailable: says('blocked', 'removed from service'),
  unknown: { in: 'inInspection', out: 'unrestricted', reason: 'condition not known: somebody must look' },
}
