import {
  type AtpAnswer,
  type AtpInput,
  type AtpRule,
  atpOn,
  availableToPromise,
  DEFAULT_HORIZON_DAYS,
  dayIn,
  earliestDate,
  isNegative,
  MAX_HORIZON_DAYS,
  timeline,
} from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { askingPool } from './atp-allocations.ts'
import type { AtpFacts, AtpKey } from './atp-facts.ts'

/** An ATP answer that works out only what is asked of it. */
export interface Atp extends AtpKey {
  readonly unit: string
  readonly rule: AtpRule
  readonly horizonDays: number
  readonly today: string
  readonly asOf: {
    readonly position: string | null
    readonly time: string
    readonly lastRecordedAt: string | null
  }
  /** By look-ahead, on a day; null beyond the horizon. */
  on(date: string): { readonly atp: string; readonly available: string } | null
  earliest(amount: string, from: string): string | null
  /** Every bucket, by the answer's rule. */
  answer(): AtpAnswer
}

export interface AtpQuestion extends AtpKey {
  readonly horizonDays?: number | null | undefined
  readonly rule?: AtpRule | null | undefined
  /** The pool that asks; everybody where left out. */
  readonly pool?: readonly string[] | null | undefined
}

type KnownFacts = Omit<AtpFacts, 'plant'> & { readonly plant: AtpInput['plant'] | null }

/** The read side of ATP: the same pure function that decides promises. Throws a GraphQLError that says what to publish. */
export function answerAtp(question: AtpQuestion, facts: KnownFacts, now: string): Atp {
  const { plant, item } = question
  const horizonDays = question.horizonDays ?? DEFAULT_HORIZON_DAYS
  const rule = question.rule ?? 'cumulativeLookAhead'
  if (!facts.plant) throw unknown('plant', plant, 'in.all.masterdata.plant-published.v1')
  if (facts.unit === null) throw unknown('item', item, 'in.all.masterdata.item-published.v1')
  if (horizonDays < 0 || horizonDays > MAX_HORIZON_DAYS)
    throw new GraphQLError(`horizonDays must be from 0 to ${MAX_HORIZON_DAYS}, not ${horizonDays}`)
  const input: AtpInput = {
    ...facts.input,
    now,
    plant: facts.plant,
    pool: askingPool(question.pool),
    horizonDays,
  }
  const line = once(() => timeline(input))
  return {
    plant,
    item,
    unit: facts.unit,
    rule,
    horizonDays,
    today: dayIn(facts.plant.timeZone, now),
    asOf: { position: facts.position, time: now, lastRecordedAt: facts.lastRecordedAt },
    on(date) {
      const atp = atpOn(line(), date)
      return atp === null ? null : { atp, available: isNegative(atp) ? '0' : atp }
    },
    earliest: (amount, from) => earliestDate(line(), amount, from),
    answer: once(() => availableToPromise(input, rule)),
  }
}

const unknown = (kind: 'item' | 'plant', id: string, subject: string) =>
  new GraphQLError(`the ${kind} ${id} is not known here: publish it on ${subject}`, {
    extensions: { code: `unknown-${kind}`, [kind]: id },
  })

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
