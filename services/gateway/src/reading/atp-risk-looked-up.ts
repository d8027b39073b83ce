import {
  ApproveStockCount,
  compare,
  type DataOf,
  HoldPlaced,
  HoldReported,
  MovementReversalReported,
  negate,
  ownerKey,
  PlaceHold,
  PlaceStockHold,
  ReportStockCount,
  ReverseMovement,
  StockCountReported,
  subtract,
  sum,
} from '@takt/contracts'
import { type EffectOf, type LookupOf, ofLookup } from './atp-risk-effect.ts'
import { base, counts, type RiskWorld, some } from './atp-risk-world.ts'

/** In sum, what of the stock found the plant promises from. */
const promisable = (world: RiskWorld): string =>
  sum((world.there ?? []).filter((at) => counts(world, at)).map(({ quantity }) => quantity))

const lotOf: LookupOf<{ readonly lot?: string | undefined }> = ({ lot }) => ({ kind: 'stock', lot })

/** What is held is promised no more. */
const held: EffectOf<unknown> = (_data, world) => some('stock', negate(promisable(world)))

type Count = DataOf<typeof ReportStockCount>
const placeOf: LookupOf<Count> = ({ location, lot, status = 'unrestricted', owner }) => ({
  ...{ kind: 'place', location, lot, status, owner: ownerKey(owner) },
})

/** Posted at once or once it is approved, the difference. */
const counted: EffectOf<Count> = ({ counted: said, status = 'unrestricted', owner }, world) => {
  const amount = base(world, said)
  if (amount === undefined || compare(amount, '0') < 0) return null
  if (!counts(world, { status, owner: ownerKey(owner) })) return []
  return some('stock', subtract(amount, promisable(world)))
}

const countOf: LookupOf<DataOf<typeof ApproveStockCount>> = ({ count }) => ({ kind: 'count', id: count })
const approved: EffectOf<unknown> = (_data, world) => some('stock', promisable(world))

const movementOf: LookupOf<DataOf<typeof ReverseMovement>> = ({ movement: id }) => ({ kind: 'movement', id })

/** Of stock; what it met of orders, and used of reservations, is not told. */
const reversed: EffectOf<unknown> = (_data, world) =>
  world.there?.length === 0 ? null : some('stock', negate(promisable(world)))

/** What messages would change that say it only by what is there, by their subject. */
export const lookedUpEffects = new Map([
  ...ofLookup('stock', lotOf, held, PlaceStockHold, HoldPlaced, HoldReported, PlaceHold),
  ...ofLookup('stock', placeOf, counted, StockCountReported, ReportStockCount),
  ...ofLookup('stock', countOf, approved, ApproveStockCount),
  ...ofLookup('stock', movementOf, reversed, MovementReversalReported, ReverseMovement),
])
