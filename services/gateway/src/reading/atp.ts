import {
  type AtpAnswer,
  type AtpInput,
  type AtpRule,
  type AtpScope,
  atpOn,
  countedStock,
  DEFAULT_HORIZON_DAYS,
  earliestDate,
  isNegative,
  MAX_HORIZON_DAYS,
  type Pegging,
  peg,
  type StatusSettings,
  statusesOf,
  statusUse,
} from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { askingPool } from './atp-allocations.ts'
import type { AtpFacts } from './atp-facts.ts'
import { AtpFigures } from './atp-figures.ts'
import { type AtRisk, atRisk } from './atp-risk.ts'
import type { LookUp } from './atp-risk-there.ts'
import type { AtpKey, SourceFreshness } from './atp-rows.ts'
import { withScope } from './atp-wants.ts'

/** An ATP answer that works out only what is asked of it. */
export interface Atp {
  readonly plant: string
  readonly item: string
  readonly unit: string
  readonly rule: AtpRule
  readonly horizonDays: number
  readonly today: string
  readonly asOf: {
    readonly position: string | null
    readonly time: string
    readonly lastRecordedAt: string | null
    readonly readModelAgeMs: number | null
  }
  freshness(): (SourceFreshness & { readonly ageSeconds: number })[]
  /** On a day, by look-ahead or the cumulative rule where that was asked for; null beyond the horizon. */
  on(date: string): { readonly atp: string; readonly available: string } | null
  earliest(amount: string, from: string): string | null
  /** Every bucket, by the answer's rule. */
  answer(): AtpAnswer
  pegging(): Pegging
  atRisk(lookUp: LookUp): Promise<AtRisk>
}

export interface AtpQuestion extends AtpKey {
  readonly horizonDays?: number | null | undefined
  readonly rule?: AtpRule | null | undefined
  readonly scope?: AtpScope | null | undefined
  /** The pool that asks; everybody where left out. */
  readonly pool?: readonly string[] | null | undefined
}

/** What an answer is worked out from; `facts` where it is about now, and not about the past. */
export interface AtpKnown {
  readonly plant: (AtpInput['plant'] & StatusSettings) | null
  readonly unit: string | null
  readonly position: string | null
  readonly lastRecordedAt: string | null
  readonly input: Omit<AtpInput, 'now' | 'plant'>
  readonly facts?: AtpFacts
}

/** All that the pure functions take for a question. Throws a GraphQLError that says what to publish. */
export function inputOf(question: AtpQuestion, known: AtpKnown, now: string): AtpInput {
  const { plant, item, scope } = question
  if (!known.plant) throw unknown('plant', plant, 'in.all.masterdata.plant-published.v1')
  if (known.unit === null) throw unknown('item', item, 'in.all.masterdata.item-published.v1')
  const { plant: settings } = known
  const foreign = scope?.statuses?.find((status) => !statusUse(status, settings))
  if (foreign !== undefined)
    throw new GraphQLError(
      `the plant ${plant} has no stock status ${foreign}; it has ${statusesOf(settings).join(', ')}`,
      { extensions: { code: 'unknown-status', known: statusesOf(settings) } },
    )
  const horizonDays = question.horizonDays ?? DEFAULT_HORIZON_DAYS
  if (horizonDays < 0 || horizonDays > MAX_HORIZON_DAYS)
    throw new GraphQLError(`horizonDays must be from 0 to ${MAX_HORIZON_DAYS}, not ${horizonDays}`)
  return {
    ...known.input,
    ...(scope ? { scope } : {}),
    ...{ pool: askingPool(question.pool), now, plant: known.plant, horizonDays },
  }
}

/** The read side of ATP: the same pure function that decides promises. */
export const answerAtp = (question: AtpQuestion, known: AtpKnown, now: string): Atp =>
  new Answer(question, known, inputOf(question, known, now))

class Answer implements Atp {
  readonly plant: string
  readonly item: string
  readonly unit: string
  readonly rule: AtpRule
  readonly horizonDays: number
  readonly asOf: Atp['asOf']
  readonly #input: AtpInput
  readonly #facts: AtpFacts | undefined
  readonly #figures: AtpFigures
  #pegging: Pegging | undefined
  #atRisk: Promise<AtRisk> | undefined

  constructor(question: AtpQuestion, known: AtpKnown, input: AtpInput) {
    const { facts, position, lastRecordedAt, unit } = known
    this.plant = question.plant
    this.item = question.item
    // An item that is not known has no input.
    this.unit = unit as string
    this.rule = question.rule ?? 'cumulativeLookAhead'
    this.horizonDays = input.horizonDays ?? DEFAULT_HORIZON_DAYS
    this.asOf = { position, time: input.now, lastRecordedAt, readModelAgeMs: facts?.read?.ageMs ?? null }
    this.#input = input
    this.#facts = facts
    this.#figures = facts?.kept?.figures(question, facts.input, input) ?? new AtpFigures(input)
  }

  get today(): string {
    return this.#figures.today
  }

  freshness() {
    const now = Date.parse(this.#input.now)
    return ofNow(this.#facts).sources.map((source) => ({
      ...source,
      ageSeconds: Math.max(0, Math.floor((now - Date.parse(source.lastRecordedAt)) / 1000)),
    }))
  }

  on(date: string) {
    const atp = atpOn(this.#figures.line, date, this.#whole)
    return atp === null ? null : { atp, available: isNegative(atp) ? '0' : atp }
  }

  earliest(amount: string, from: string) {
    return earliestDate(this.#figures.line, amount, from, this.#whole)
  }

  answer(): AtpAnswer {
    return this.#figures.answer(this.rule)
  }

  pegging(): Pegging {
    const { lines, reservedAt } = ofNow(this.#facts)
    this.#pegging ??= peg({ ...this.#input, ...lines, reserved: reservedAt(this.#input.now).reserved })
    return this.#pegging
  }

  atRisk(lookUp: LookUp): Promise<AtRisk> {
    this.#atRisk ??= atRisk(this, ofNow(this.#facts), lookUp)
    return this.#atRisk
  }

  /** Of discrete ATP no day stands alone. */
  get #whole() {
    return this.rule === 'cumulative' ? this.rule : 'cumulativeLookAhead'
  }
}

/** What the pure functions take, as the read models hold it, at a moment since they were read. */
export const knownOf = (facts: AtpFacts, scope: AtpScope | null | undefined, now: string): AtpKnown => ({
  plant: facts.plant,
  unit: facts.item?.unit ?? null,
  position: facts.read?.position ?? null,
  lastRecordedAt: facts.lastRecordedAt,
  input: {
    ...facts.input,
    ...facts.reservedAt(now),
    stock: countedStock(facts.stock, facts.plant ?? {}, scope?.statuses),
  },
  facts,
})

/** What is read and remembered of an item, as an answer; of now where no moment since then is named. */
export async function askAtp(
  question: AtpQuestion,
  load: (key: AtpKey) => Promise<AtpFacts>,
  at?: string,
): Promise<Atp> {
  const { plant, item, wants, scope = null } = question
  const facts = await load({ plant, item, wants: withScope(wants, scope) })
  const now = at ?? new Date().toISOString()
  return answerAtp(question, knownOf(facts, scope, now), now)
}

function ofNow(facts: AtpFacts | undefined): AtpFacts {
  if (facts) return facts
  throw new GraphQLError('freshness, pegging and atRisk are told of now, not of the past: ask `atp` for them')
}

const unknown = (kind: 'item' | 'plant', id: string, subject: string) =>
  new GraphQLError(`the ${kind} ${id} is not known here: publish it on ${subject}`, {
    extensions: { code: `unknown-${kind}`, [kind]: id },
  })
