import type { AtpRule, AtpScope, LatePolicy, Plant } from '@takt/contracts'
import fc from 'fast-check'
import { reference } from '../../services/inventory/test/stock-item/play.ts'
import { POOLS } from '../../services/inventory/test/stock-item/random.ts'

const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((v): object => (v === undefined ? {} : { [key]: v }))
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as unknown)

const fewDays = fc.integer({ min: 0, max: 6 })
const latePolicy: fc.Arbitrary<LatePolicy> = fc.oneof(
  fewDays.map((graceDays) => ({ kind: 'drop' as const, graceDays })),
  fc.record({ kind: fc.constant('assume' as const), days: fewDays }),
  fc.record({ kind: fc.constant('assume' as const), days: fewDays, maxLateDays: fewDays }),
)

const DOCUMENTS = ['purchaseOrder', 'salesOrder', 'inspection', 'quote', 'workOrder'] as const
const lineScope = merged(
  maybe('documents', fc.subarray([...DOCUMENTS])),
  maybe('confirmedOnly', fc.boolean()),
)
const scope = merged(
  maybe('statuses', fc.subarray(['unrestricted', 'inInspection', 'blocked', 'bGrade', 'quarantine'])),
  maybe('supply', lineScope),
  maybe('demand', lineScope),
  maybe('inspectionStock', fc.boolean()),
) as fc.Arbitrary<AtpScope>

/** What counts at a plant: what was promised always does. */
const plantScope = merged(
  maybe('supply', lineScope),
  maybe(
    'demand',
    fc.subarray(['quote', 'workOrder'] as const).map((more) => ({ documents: ['salesOrder', ...more] })),
  ),
)

/** Among them zones whose days change their length within the weeks that histories last. */
const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC')
const flags = fc.record({ atp: fc.boolean(), picking: fc.boolean(), consumption: fc.boolean() })

/** A plant as its master data may set it up; every one knows the statuses that random messages name. */
export const plantNamed = (plant: string): fc.Arbitrary<Plant> =>
  (
    merged(
      fc.record({ timeZone: zone, latePolicy, inspectionStockInAtp: fc.boolean() }),
      maybe('lateDemandPolicy', latePolicy),
      maybe('atpScope', plantScope),
      fc
        .tuple(flags, flags)
        .map(([a, b]) => [
          { status: 'bGrade', ...a },
          { status: 'quarantine', ...b },
        ])
        .map((stockStatuses) => ({ stockStatuses })),
    ) as fc.Arbitrary<Partial<Plant>>
  ).map((set) => {
    const { atpScope: _, lateDemandPolicy: __, ...rest } = reference.plant
    return { ...rest, name: plant, ...set, plant }
  })

/** What a plant says of the item itself, where it says anything. */
export interface Planning {
  readonly leadTimeDays?: number
  readonly inspectionDays?: number
}
export const planning = merged(
  maybe('leadTimeDays', fewDays),
  maybe('inspectionDays', fewDays),
) as fc.Arbitrary<Planning>

export interface Asked {
  /** After the last message. */
  readonly minutes: number
  readonly rule: AtpRule
  readonly horizonDays: number
  readonly pool: string[] | undefined
  readonly scope: AtpScope | undefined
}

export const question: fc.Arbitrary<Asked> = fc.record({
  minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
  rule: fc.constantFrom<AtpRule>('cumulativeLookAhead', 'cumulative', 'discrete'),
  horizonDays: fc.integer({ min: 0, max: 20 }),
  pool: fc.option(fc.constantFrom(...POOLS), { nil: undefined }).map((pool) => pool?.split('/')),
  scope: fc.option(scope, { nil: undefined }),
})
