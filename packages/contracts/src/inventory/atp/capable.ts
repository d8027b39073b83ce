import { AMOUNT_DIGITS, add, compare, isPositive, min, type Quantity, subtract } from '../../quantity.ts'
import { divide, multiply, type UnitRule } from '../../units.ts'
import { dayNumber, dayOf } from './calendar.ts'
import { atpOn, earliestDate, partOn, take } from './promise.ts'
import { scaled, unscaled } from './scaled.ts'
import type { Timeline } from './timeline.ts'

/** The deepest bill of material that is looked into. */
export const MAX_BOM_LEVELS = 20

/** An item of a plant, with what it is made of where it is made. */
export interface MadeItem extends UnitRule {
  /**
   * In calendar days. Of an item with a bill of material, from its components to itself; 0 where left out. Of one
   * without, from an order to its receipt: from then on it can be bought without limit, and never where left out.
   */
  readonly leadTimeDays?: number | undefined
  readonly bom?: {
    readonly baseQuantity: Quantity
    readonly components: readonly { readonly item: string; readonly quantity: Quantity }[]
  }
  readonly line: Timeline
}

/** What one item must give for it, on the day its parent starts. */
export interface ComponentCheck {
  readonly item: string
  /** 0 is what was asked for. */
  readonly level: number
  readonly needed: string
  readonly date: string
  /** Of that by its own available to promise, after what others in this answer took. */
  readonly available: string
  /** Made from its components, which follow. */
  readonly made: string
  /** To be bought: ordered today it is here by then. */
  readonly bought: string
  /** The day from which on it can be bought; null where it is made, or its lead time is not known. */
  readonly buyFrom: string | null
  /** Neither there nor can be made or bought; above zero it limits. */
  readonly short: string
}

export interface CapableAnswer {
  readonly capable: boolean
  /** The first day from the wished one on which all of it can be had; null where there is none in the horizon. */
  readonly earliest: string | null
  /** The most that can be had on the wished day: the amount where all of it can. */
  readonly most: string
  /** On the wished day. */
  readonly checks: readonly ComponentCheck[]
  /**
   * What stands in the way on the wished day: an item that is short, with the first day its own ATP has what is needed
   * or it can be bought, or one whose lead time does not fit any more.
   */
  readonly limiting:
    | (ComponentCheck & { readonly reason: 'component' | 'lead-time'; readonly from: string | null })
    | null
}

/** Master data that cannot be planned with: what, and where. */
export class BomError extends Error {
  readonly code: 'bom-cycle' | 'bom-too-deep' | 'unknown-item' | 'unknown-unit'
  constructor(code: BomError['code'], message: string) {
    super(message)
    this.code = code
  }
}

interface Question {
  readonly items: ReadonlyMap<string, MadeItem>
  readonly item: string
  /** In the item's base unit. */
  readonly amount: string
  readonly date: string
}

/**
 * Whether an amount can be had by a day: from the item's own available to promise, and for what that has not, from its
 * components on the day work must start (the day less the item's lead time), and so on down its bill of material. A
 * component that several parents need is taken from once. What is bought and not made is there from its lead time on.
 */
export function capableToPromise(question: Question): CapableAnswer {
  const { items, item, date } = question
  const checks = tryOn(question, date)
  if (isEnough(checks))
    return { capable: true, earliest: date, most: question.amount, checks, limiting: null }
  const days = candidates(items, item).filter((day) => day > date)
  const earliest = days.find((day) => isEnough(tryOn(question, day))) ?? null
  return { capable: false, earliest, most: mostOn(question), checks, limiting: limitingOf(checks, items) }
}

const isEnough = (checks: readonly ComponentCheck[]): boolean =>
  checks.every(({ short }) => !isPositive(short))

/** By halving what is left, in the item's own digits: of more than can be had, something is short. */
function mostOn({ items, item, amount, date }: Question): string {
  const { decimals } = made(items, item)
  const step = 10n ** BigInt(AMOUNT_DIGITS.fraction - decimals)
  let [enough, tooMuch] = [0n, (scaled(amount) + step - 1n) / step]
  while (tooMuch - enough > 1n) {
    const half = (enough + tooMuch) / 2n
    if (isEnough(tryOn({ items, item, amount: unscaled(half * step), date }, date))) enough = half
    else tooMuch = half
  }
  return unscaled(enough * step)
}

function tryOn({ items, item, amount }: Question, date: string): ComponentCheck[] {
  const lines = new Map<string, Timeline>()
  const lineOf = (id: string) => {
    const known = lines.get(id)
    if (known) return known
    const { line } = made(items, id)
    const copy = { ...line, demand: [...line.demand] }
    lines.set(id, copy)
    return copy
  }
  const checks: ComponentCheck[] = []

  function check(id: string, needed: string, day: string, path: readonly string[]): void {
    const here = made(items, id)
    checkPath(id, path)
    const line = lineOf(id)
    const available = atpOn(line, day) === null ? '0' : min(needed, partOn(line, needed, day, here.decimals))
    take(line, day, available)
    const left = subtract(needed, available)
    const start = dayOf(dayNumber(day) - (here.leadTimeDays ?? 0))
    const isMade = isPositive(left) && here.bom !== undefined && dayNumber(start) >= line.today
    const toMake = isMade ? left : '0'
    const from = buyFrom(here)
    const toBuy = isPositive(left) && from !== null && day >= from ? left : '0'
    const level = path.length
    checks.push({
      item: id,
      level,
      needed,
      date: day,
      available,
      made: toMake,
      bought: toBuy,
      buyFrom: from,
      short: subtract(subtract(left, toMake), toBuy),
    })
    if (!isMade) return
    for (const { item: component, need } of needs(id, items, left))
      check(component, need, start, [...path, id])
  }
  check(item, amount, date, [])
  return checks
}

/** Ordered today it is here on this day; null where it is not bought, or nobody knows how long that takes. */
const buyFrom = ({ bom, leadTimeDays, line }: MadeItem): string | null =>
  bom || leadTimeDays === undefined ? null : dayOf(line.today + leadTimeDays)

/** What an amount of a made item needs of each component, rounded up: nothing must be short. */
function needs(id: string, items: Question['items'], amount: string) {
  const parent = made(items, id)
  const { bom } = parent
  if (!bom) return []
  const base = factorOf(bom.baseQuantity.unit, parent, id)
  const sums = new Map<string, string>()
  for (const { item, quantity } of bom.components) {
    const component = made(items, item)
    const own = factorOf(quantity.unit, component, item)
    const above = multiply(multiply(multiply(amount, quantity.amount), own.numerator), base.denominator)
    const below = multiply(multiply(bom.baseQuantity.amount, base.numerator), own.denominator)
    sums.set(item, add(sums.get(item) ?? '0', divide(above, below, component.decimals, 'up')))
  }
  return [...sums].map(([item, need]) => ({ item, need }))
}

function factorOf(unit: string, rule: UnitRule, item: string) {
  if (unit === rule.unit) return { numerator: '1', denominator: '1' }
  const found = rule.conversions.find((c) => c.unit === unit)
  if (!found)
    throw new BomError(
      'unknown-unit',
      `a bill of material counts ${item} in ${unit}: publish it with a conversion`,
    )
  return { numerator: String(found.numerator), denominator: String(found.denominator) }
}

/**
 * Look-ahead ATP grows only on days of supply: the days on which more may be had are those of each item's supply, later
 * by the lead times above it, and those from which on a lead time fits.
 */
function candidates(items: Question['items'], root: string): string[] {
  const days = new Set<number>()
  const seen = new Set<string>()
  const horizonEnd = made(items, root).line.today + made(items, root).line.horizon
  function visit(id: string, later: number, path: readonly string[]): void {
    checkPath(id, path)
    const key = JSON.stringify([id, later])
    if (seen.has(key)) return
    seen.add(key)
    const here = made(items, id)
    const { line, leadTimeDays = 0, bom } = here
    if (buyFrom(here) !== null) days.add(line.today + leadTimeDays + later)
    line.supply.forEach((supply, t) => {
      if (supply > 0n) days.add(line.today + t + later)
    })
    if (!bom) return
    days.add(line.today + later + leadTimeDays)
    for (const { item } of bom.components) visit(item, later + leadTimeDays, [...path, id])
  }
  visit(root, 0, [])
  return [...days]
    .filter((day) => day <= horizonEnd)
    .sort((a, b) => a - b)
    .map(dayOf)
}

/** The one that is there last; of those that never are, the one that lacks most. */
function limitingOf(checks: readonly ComponentCheck[], items: Question['items']): CapableAnswer['limiting'] {
  const found = checks
    .filter(({ short }) => isPositive(short))
    .map((check) => {
      const { line, bom, leadTimeDays = 0 } = made(items, check.item)
      const isLate = bom !== undefined && dayNumber(check.date) - leadTimeDays < line.today
      // What several parents need must be there for all of them.
      const inAll = checks
        .filter(({ item }) => item === check.item)
        .reduce((total, each) => add(total, add(each.available, each.short)), '0')
      const reason = isLate ? 'lead-time' : 'component'
      return {
        ...check,
        reason,
        from: earlier(earliestDate(line, inAll, check.date), check.buyFrom),
      } as const
    })
  found.sort((a, b) =>
    a.from === b.from ? compare(b.short, a.short) : (a.from ?? '~') < (b.from ?? '~') ? 1 : -1,
  )
  return found[0] ?? null
}

const earlier = (a: string | null, b: string | null): string | null =>
  a !== null && b !== null ? (a < b ? a : b) : (a ?? b)

function made(items: Question['items'], id: string): MadeItem {
  const item = items.get(id)
  if (!item) throw new BomError('unknown-item', `a bill of material names ${id}, which is not published`)
  return item
}

function checkPath(id: string, path: readonly string[]): void {
  if (path.includes(id))
    throw new BomError(
      'bom-cycle',
      `${[...path.slice(path.indexOf(id)), id].join(' needs ')}: nothing can be made so`,
    )
  if (path.length > MAX_BOM_LEVELS)
    throw new BomError('bom-too-deep', `${path[0]} has more than ${MAX_BOM_LEVELS} levels of components`)
}
