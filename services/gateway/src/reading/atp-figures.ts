import {
  type AtpAnswer,
  type AtpInput,
  type AtpRule,
  availableToPromise,
  dayIn,
  standsUntil,
  type Timeline,
  timeline,
} from '@takt/contracts'
import { LRUCache } from 'lru-cache'
import { LIMITS } from '../limits.ts'
import type { AtpKey } from './atp-rows.ts'

/** What one input comes to. Worked out when it is first asked for. */
export class AtpFigures {
  readonly #input: AtpInput
  readonly today: string
  readonly #until: number
  #line: Timeline | undefined
  readonly #answers: Partial<Record<AtpRule, AtpAnswer>> = {}

  constructor(input: AtpInput) {
    this.#input = input
    this.today = dayIn(input.plant.timeZone, input.now)
    this.#until = standsUntil(input)
  }

  /** Whether it is still so at a later moment, of what was read unchanged. */
  standsAt(now: string): boolean {
    return dayIn(this.#input.plant.timeZone, now) === this.today && Date.parse(now) < this.#until
  }

  get line(): Timeline {
    this.#line ??= timeline(this.#input)
    return this.#line
  }

  answer(rule: AtpRule): AtpAnswer {
    this.#answers[rule] ??= availableToPromise(this.#input, rule, this.line)
    return this.#answers[rule]
  }
}

/** The latest figures, of facts that are remembered: they hold until something in them ends by itself, or the day does. */
export class KeptFigures {
  readonly #kept = new LRUCache<string, { readonly of: object; readonly figures: AtpFigures }>({
    max: LIMITS.rememberedAtpFigures,
  })

  /** @param of what was read: the figures of anything read since are other ones */
  figures({ plant, item }: Pick<AtpKey, 'plant' | 'item'>, of: object, input: AtpInput): AtpFigures {
    // A scope is asked for now and then, and has too many forms to be a key.
    if (input.scope) return new AtpFigures(input)
    const key = `${plant}\n${item}\n${input.horizonDays}\n${input.pool ?? ''}`
    const kept = this.#kept.get(key)
    if (kept?.of === of && kept.figures.standsAt(input.now)) return kept.figures
    const figures = new AtpFigures(input)
    this.#kept.set(key, { of, figures })
    return figures
  }
}
