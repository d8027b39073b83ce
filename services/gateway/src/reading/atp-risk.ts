import { sum } from '@takt/contracts'
import type { WaitingMessage } from '@takt/messaging'
import type { AtpFacts } from './atp-facts.ts'
import type { ParkedAtItem } from './atp-parked.ts'
import type { Known } from './atp-risk-effect.ts'
import { inventoryEffects } from './atp-risk-inventory.ts'
import { otherEffects } from './atp-risk-others.ts'
import type { RiskEffect, RiskSide, RiskWorld } from './atp-risk-world.ts'

/** What a message would change of an item. */
export interface Risk {
  /** What it is about; null where that is not known. */
  readonly side: RiskSide | null
  /** Of that side; null where its data do not tell. */
  readonly quantity: string | null
  /** Of every side that its data tell an amount of. */
  readonly effects: readonly RiskEffect[]
}

export type RiskyMessage = ParkedAtItem & Risk

/** Signed sums in base units, of those messages whose data tell an amount. */
export type RiskSums = Readonly<Record<RiskSide, string>>

/** What parked messages would change. */
export interface AtRisk extends RiskSums {
  readonly plant: string
  readonly item: string
  readonly messages: readonly RiskyMessage[]
  /** Of messages that wait for their service those that concern this item, and what each would change. */
  among(waiting: readonly WaitingMessage[]): readonly LaggingMessage[]
}

export type LaggingMessage = Omit<WaitingMessage, 'body'> & Risk

const EFFECTS: ReadonlyMap<string, Known> = new Map([...inventoryEffects, ...otherEffects])
const UNKNOWN: Risk = { side: null, quantity: null, effects: [] }

type Of = Pick<AtpFacts, 'parked' | 'detail' | 'reservations' | 'plant' | 'item'>

export function atRisk(
  { plant, item }: { readonly plant: string; readonly item: string },
  { parked, detail, reservations, ...facts }: Of,
): AtRisk {
  const settings = facts.plant as NonNullable<AtpFacts['plant']>
  const unit = { ...(facts.item as NonNullable<AtpFacts['item']>), item }
  const world = { item: unit, plant: settings, lines: detail, reservations }
  const messages = parked.map(
    (message): RiskyMessage => ({
      ...message,
      ...riskOf(message.subject, dataOf(message.body), { ...world, makes: message.makes }),
    }),
  )
  return {
    ...{ plant, item, messages, ...riskSums(messages) },
    among: (waiting) =>
      waiting
        .map(({ body, ...message }) => ({ message, data: dataOf(body) }))
        .filter(({ data }) => concerns(data, world))
        .map(({ message, data }) => ({
          ...message,
          ...riskOf(message.subject, data, { ...world, makes: undefined }),
        })),
  }
}

export function riskSums(risks: readonly Risk[]): RiskSums {
  const effects = risks.flatMap((risk) => risk.effects)
  const total = (side: RiskSide) => sum(effects.flatMap((e) => (e.side === side ? e.quantity : [])))
  return {
    ...{ stock: total('stock'), supply: total('supply') },
    ...{ demand: total('demand'), reserved: total('reserved') },
  }
}

/** It names the item, or a work order with open lines of it. */
function concerns(data: unknown, { item, lines }: Pick<RiskWorld, 'item' | 'lines'>): boolean {
  const said = data as { readonly item?: unknown; readonly order?: unknown } | undefined
  if (said?.item !== undefined && said.order === undefined) return said.item === item.item
  const ofOrder = lines.some((line) => line.type === 'workOrder' && line.id === said?.order)
  return said?.item === item.item || ofOrder
}

function riskOf(subject: string, data: unknown, world: RiskWorld): Risk {
  const [, , context, name] = subject.split('.')
  const known = EFFECTS.get(`${context}.${name}`)
  if (!known) return UNKNOWN
  const effects = effectsOf(known, data, world)
  if (effects === null) return { ...UNKNOWN, side: known.side }
  // Of an ended work order, say, a component has only demand.
  const { side, quantity } = effects[0] ?? { side: known.side, quantity: '0' }
  return { side, quantity, effects }
}

function effectsOf({ effect }: Known, data: unknown, world: RiskWorld) {
  try {
    return data === undefined ? null : effect(data as never, world)
  } catch {
    // It was parked because something in it is not as its contract says: then it tells nothing.
    return null
  }
}

/** The data of a message as it arrived, plain or in a CloudEvent; undefined where it is not JSON. */
function dataOf(body: string | null): unknown {
  try {
    const value = JSON.parse(body ?? '') as { specversion?: unknown; data?: unknown }
    const data = value.specversion === undefined ? value : value.data
    return typeof data === 'object' && data !== null ? data : undefined
  } catch {
    return undefined
  }
}
