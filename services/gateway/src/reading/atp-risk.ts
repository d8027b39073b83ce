import { sum } from '@takt/contracts'
import type { WaitingMessage } from '@takt/messaging'
import type { AtpFacts } from './atp-facts.ts'
import type { ParkedAtItem } from './atp-parked.ts'
import type { Known } from './atp-risk-effect.ts'
import { inventoryEffects } from './atp-risk-inventory.ts'
import { lookedUpEffects } from './atp-risk-looked-up.ts'
import { otherEffects } from './atp-risk-others.ts'
import type { LookUp, Lookup } from './atp-risk-there.ts'
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
  among(waiting: readonly WaitingMessage[]): Promise<readonly LaggingMessage[]>
}

export type LaggingMessage = Omit<WaitingMessage, 'body'> & Risk

const EFFECTS: ReadonlyMap<string, Known> = new Map([
  ...inventoryEffects,
  ...lookedUpEffects,
  ...otherEffects,
])
const UNKNOWN: Risk = { side: null, quantity: null, effects: [] }

type Of = Pick<AtpFacts, 'parked' | 'detail' | 'reservations' | 'plant' | 'item'>

export async function atRisk(
  { plant, item }: { readonly plant: string; readonly item: string },
  { parked, detail, reservations, ...facts }: Of,
  lookUp: LookUp,
): Promise<AtRisk> {
  const settings = facts.plant as NonNullable<AtpFacts['plant']>
  const unit = { ...(facts.item as NonNullable<AtpFacts['item']>), item }
  const world = { item: unit, plant: settings, lines: detail, reservations }
  const risks = async <M extends Told>(all: readonly M[]): Promise<(M & Risk)[]> => {
    const there = await lookUp({ plant, item, lookups: all.map(lookupOf) })
    return all.map((message, i) => ({
      ...message,
      ...riskOf(message, { ...world, makes: message.makes, there: there[i] }),
    }))
  }
  const messages = await risks(parked.map((message) => ({ ...message, data: dataOf(message.body) })))
  return {
    ...{ plant, item, messages, ...riskSums(messages) },
    among: (waiting) =>
      risks(
        waiting
          .map(({ body, ...message }) => ({ ...message, data: dataOf(body), makes: undefined }))
          .filter(({ data }) => concerns(data, world)),
      ),
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

/** A message as what it would change is read from it; its data undefined where they are not JSON. */
interface Told {
  readonly subject: string
  readonly data: unknown
  readonly makes: RiskWorld['makes']
}

function knownOf({ subject }: Told): Known | undefined {
  const [, , context, name] = subject.split('.')
  return EFFECTS.get(`${context}.${name}`)
}

function lookupOf(message: Told): Lookup | undefined {
  return readFrom(message, (data) => knownOf(message)?.lookup?.(data as never)) ?? undefined
}

function riskOf(message: Told, world: RiskWorld): Risk {
  const known = knownOf(message)
  if (!known) return UNKNOWN
  const isLookedUp = known.lookup === undefined || world.there !== undefined
  const effects = isLookedUp ? readFrom(message, (data) => known.effect(data as never, world)) : null
  if (effects === null) return { ...UNKNOWN, side: known.side }
  // Of an ended work order, say, a component has only demand.
  const { side, quantity } = effects[0] ?? { side: known.side, quantity: '0' }
  return { side, quantity, effects }
}

function readFrom<T>({ data }: Told, read: (data: unknown) => T): T | null {
  try {
    return data === undefined ? null : read(data)
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
