import { type AnyContract, add, type DataOf, negate, type Quantity } from '@takt/contracts'
import type { Lookup } from './atp-risk-there.ts'
import { base, type Effects, meets, type RiskSide, type RiskWorld, stock } from './atp-risk-world.ts'

export type EffectOf<Data> = (data: Data, world: RiskWorld) => Effects

export type LookupOf<Data> = (data: Data) => Lookup

export interface Known {
  /** What it is about first, whether its data tell an amount or not. */
  readonly side: RiskSide
  readonly effect: EffectOf<never>
  /** What its effect needs to know that the data do not say. */
  readonly lookup?: LookupOf<never>
}

/** By `<context>.<message name>`, as a subject names them. */
const keyOf = ({ context, subjectName }: Pick<AnyContract, 'context' | 'subjectName'>): string =>
  `${context}.${subjectName}`

export const of = <Contracts extends readonly AnyContract[]>(
  side: RiskSide,
  effect: EffectOf<DataOf<Contracts[number]>>,
  ...contracts: Contracts
): [string, Known][] =>
  contracts.map((contract) => [keyOf(contract), { side, effect: effect as EffectOf<never> }])

/** Of messages that change what is there. */
export const ofLookup = <Contracts extends readonly AnyContract[]>(
  side: RiskSide,
  lookup: LookupOf<DataOf<Contracts[number]>>,
  effect: EffectOf<DataOf<Contracts[number]>>,
  ...contracts: Contracts
): [string, Known][] =>
  of(side, effect, ...contracts).map(([key, known]) => [key, { ...known, lookup: lookup as LookupOf<never> }])

const workOrder = (id: string) => ({ type: 'workOrder', id })

interface Consumption {
  readonly item: string
  readonly order: string
  readonly quantity: Quantity
}

/** Material that a work order used. */
export const consumed: EffectOf<Consumption> = ({ item, order, quantity }, world) => {
  const amount = base(world, quantity)
  if (item !== world.item.item) return []
  if (amount === undefined) return null
  return [
    ...stock(world, 'unrestricted', undefined, negate(amount)),
    ...meets(world, 'demand', workOrder(order), amount),
  ]
}

interface Production {
  readonly order: string
  readonly status: string
  readonly quantity: Quantity
}

/** What a work order made. */
export const produced: EffectOf<Production> = ({ order, status, quantity }, world) => {
  const amount = base(world, quantity)
  if (amount === undefined) return null
  return [...stock(world, status, undefined, amount), ...meets(world, 'supply', workOrder(order), amount)]
}

interface Decision {
  readonly inspection: string
  readonly accepted?: Quantity | undefined
  readonly rejected?: Quantity | undefined
}

/** What an inspection accepted is free, and nothing of what it decided on is expected of it any more. */
export const decided: EffectOf<Decision> = ({ inspection, accepted, rejected }, world) => {
  const [good, bad] = [accepted, rejected].map((part) => (part ? base(world, part) : '0'))
  if (good === undefined || bad === undefined) return null
  return [
    ...stock(world, 'unrestricted', undefined, good),
    ...meets(world, 'supply', { type: 'inspection', id: inspection }, add(good, bad)),
  ]
}
