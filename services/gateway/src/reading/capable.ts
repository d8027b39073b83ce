import {
  BomError,
  type CapableAnswer,
  capableToPromise,
  dayOf,
  isWithin,
  MAX_BOM_LEVELS,
  MAX_HORIZON_DAYS,
  type MadeItem,
  timeline,
  toBaseUnit,
} from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { knownOf } from './atp.ts'
import type { AtpKey } from './atp-rows.ts'
import type { Loaders } from './loaders.ts'

/** Items of one question: each is read with its supply and demand. */
const MAX_ITEMS = 1_000

export interface Capable extends AtpKey, CapableAnswer {
  readonly unit: string
  readonly amount: string
  readonly date: string
}

export interface CapableQuestion extends AtpKey {
  readonly quantity: { readonly amount: string; readonly unit: string }
  readonly date: string
}

/** Level by level: three statements for each, whatever the number of components. */
export async function answerCapable(
  question: CapableQuestion,
  loaders: Loaders,
  now: string,
): Promise<Capable> {
  const { plant, item, quantity } = question
  const items = new Map<string, MadeItem>()
  let level = [item]
  for (let depth = 0; level.length > 0 && depth <= MAX_BOM_LEVELS + 1; depth++) {
    const read = await Promise.all(level.map((id) => readItem({ plant, item: id }, loaders, now)))
    for (const [i, found] of read.entries()) items.set(level[i] as string, found)
    const next = read.flatMap(({ bom }) => bom?.components.map((c) => c.item) ?? [])
    level = [...new Set(next)].filter((id) => !items.has(id))
    if (items.size + level.length > MAX_ITEMS)
      throw new GraphQLError(`${item} needs more than ${MAX_ITEMS} items: ask for its components one by one`)
  }
  const top = items.get(item) as MadeItem
  const base = toBaseUnit(quantity, top)
  if (!base) {
    const known = [top.unit, ...top.conversions.map((c) => c.unit)].join(', ')
    throw refused('unknown-unit', `${item} has no unit ${quantity.unit}; it is known in ${known}`)
  }
  const today = dayOf(top.line.today)
  const date = question.date < today ? today : question.date
  if (!isWithin(top.line, date))
    throw refused(
      'beyond-horizon',
      `${date} is more than ${MAX_HORIZON_DAYS} days away: ask for a day until ${dayOf(top.line.today + MAX_HORIZON_DAYS)}`,
    )
  try {
    const answer = capableToPromise({ items, item, amount: base.amount, date })
    return { ...answer, plant, item, unit: base.unit, amount: base.amount, date }
  } catch (error) {
    if (error instanceof BomError) throw refused(error.code, error.message)
    throw error
  }
}

async function readItem(key: AtpKey, loaders: Loaders, now: string): Promise<MadeItem> {
  const [item, bom, facts] = await Promise.all([
    loaders.item(key.item),
    loaders.billOfMaterial(key.item),
    loaders.atp(key),
  ])
  if (!item) throw refused('unknown-item', `the item ${key.item} is not known here: publish it`)
  if (!facts.plant) throw refused('unknown-plant', `the plant ${key.plant} is not known here: publish it`)
  const { baseAmount, baseUnit, components = [] } = bom ?? {}
  const baseQuantity = { amount: baseAmount ?? '', unit: baseUnit ?? '' }
  return {
    ...{ unit: item.unit, decimals: item.decimals, conversions: item.conversions },
    // No supply of an item on hold can be promised: neither can what would be bought.
    leadTimeDays: !bom && facts.input.item?.held ? undefined : facts.input.item?.leadTimeDays,
    ...(bom ? { bom: { baseQuantity, components } } : {}),
    line: timeline({
      ...knownOf(facts, undefined, now).input,
      ...{ now, plant: facts.plant, horizonDays: MAX_HORIZON_DAYS },
    }),
  }
}

const refused = (code: string, message: string) => new GraphQLError(message, { extensions: { code } })
