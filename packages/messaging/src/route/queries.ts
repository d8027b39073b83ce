import type { AnyContract, DataOf } from '@takt/contracts'
import { isRejection, type Rejection } from '@takt/decider'
import {
  type EventLog,
  type Incoming,
  isMissing,
  type Log,
  type Missing,
  type References,
  silent,
} from '@takt/event-sourcing'
import { QUERY_LIMITS } from '../limits.ts'
import type { WireReply } from '../send/wire-reply.ts'

/** What a question is answered from: the service's own log and its copies of master data. Nothing can be written. */
export interface QueryGiven {
  readonly plant: string
  readonly log: Pick<EventLog, 'readPages' | 'head'>
  readonly references: References
  /** Takt's clock, ISO 8601 in UTC. */
  readonly now: string
  /** Ends when nobody waits for the answer any more: whoever reads in pages looks at it between them. */
  readonly signal: AbortSignal
}

type Answer = Promise<object | Rejection | Missing>

/** A question on `api.`, and how it is answered: with data as JSON, or with why not. */
export interface Query {
  readonly contract: AnyContract
  readonly answer: (data: never, given: QueryGiven) => Answer
}

/** `query(StockAsOf, async ({ item }, { plant, log }) => …)` */
export const query = <C extends AnyContract>(
  contract: C,
  answer: (data: DataOf<C>, given: QueryGiven) => Answer,
): Query => ({ contract, answer })

export interface QueriesOptions {
  readonly context: string
  readonly queries: readonly Query[]
  readonly log: QueryGiven['log']
  readonly references: References
  readonly now: () => string
  readonly report?: Log
  readonly limits?: { readonly inFlight: number; readonly waiting: number; readonly deadlineMs: number }
}

/** Answers questions, a few at a time and each within its deadline, whatever else the service is doing. */
export function createQueries(options: QueriesOptions): (question: Incoming) => Promise<WireReply> {
  const { context, queries, log, references, now, report = silent, limits = QUERY_LIMITS } = options
  const byName = new Map(queries.map((q) => [q.contract.name as string, q]))
  const turns: (() => void)[] = []
  let inFlight = 0

  async function turn(): Promise<void> {
    if (inFlight < limits.inFlight) inFlight += 1
    else await new Promise<void>((resolve) => turns.push(resolve))
  }

  function done(): void {
    const next = turns.shift()
    if (next) next()
    else inFlight -= 1
  }

  async function answer(asked: Query, { message, plant }: Incoming, signal: AbortSignal): Promise<WireReply> {
    await turn()
    try {
      if (signal.aborted) return late
      const given = { plant, log, references, now: now(), signal }
      const data = await asked.answer(message.data as never, given)
      if (isRejection(data)) {
        const { code, message: sentence, details } = data
        return { status: 'rejected', code, message: sentence, details }
      }
      return isMissing(data)
        ? { status: 'missing', code: data.code, message: data.message }
        : { status: 'answered', data }
    } finally {
      done()
    }
  }

  const late: WireReply = {
    status: 'unavailable',
    message: `the ${context} service could not answer within ${limits.deadlineMs / 1000} s: ask again in a moment`,
  }

  return async (question) => {
    const asked = byName.get(question.contract.name)
    if (!asked) {
      const message = `nothing here answers ${question.contract.name}`
      return { status: 'invalid', code: 'unknown-message', message, problems: [] }
    }
    if (turns.length >= limits.waiting) {
      const message = `${limits.waiting} questions wait for the ${context} service already: ask again in a moment`
      return { status: 'unavailable', message }
    }
    const ending = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<WireReply>((resolve) => {
      timer = setTimeout(() => resolve(late), limits.deadlineMs)
    })
    const answering = answer(asked, question, ending.signal).catch((error: Error): WireReply => {
      if (ending.signal.aborted) return late
      report.error({ query: question.contract.name, error: error.stack }, 'a question could not be answered')
      return { status: 'failed', message: `${question.contract.name} failed: ${error.message}` }
    })
    try {
      return await Promise.race([answering, deadline])
    } finally {
      clearTimeout(timer)
      ending.abort()
    }
  }
}
