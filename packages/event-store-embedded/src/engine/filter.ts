import { limits } from '../limits.ts'
import { BadRequest } from '../protocol/proposed-event.ts'
import type { StoredEvent } from '../storage/record.ts'

/** Which events of `$all` a reader wants. Filters with the same key want the same events. */
export interface EventFilter {
  readonly key: string
  readonly wants: (event: StoredEvent) => boolean
}

export interface FilterExpression {
  readonly on: 'stream-name' | 'event-type'
  /** Empty when prefixes are given. */
  readonly regex: string
  readonly prefixes: readonly string[]
}

export function compileFilter(expression: FilterExpression): EventFilter {
  const text = expression.on === 'stream-name' ? streamNameOf : typeOf
  const test = expression.regex === '' ? prefixTest(expression.prefixes) : regexTest(expression.regex)
  return { key: JSON.stringify(expression), wants: (event) => test(text(event)) }
}

const streamNameOf = (event: StoredEvent) => event.streamName
const typeOf = (event: StoredEvent) => event.type

function prefixTest(prefixes: readonly string[]): (text: string) => boolean {
  if (prefixes.length > limits.maxFilterPrefixes)
    throw new BadRequest(`filter has ${prefixes.length} prefixes; the limit is ${limits.maxFilterPrefixes}`)
  return (text) => prefixes.some((prefix) => text.startsWith(prefix))
}

function regexTest(source: string): (text: string) => boolean {
  if (source.length > limits.maxFilterRegexLength)
    throw new BadRequest(
      `filter regex has ${source.length} characters; the limit is ${limits.maxFilterRegexLength}`,
    )
  let regex: RegExp
  try {
    regex = new RegExp(source)
  } catch (error) {
    throw new BadRequest(`filter regex cannot be compiled: ${(error as Error).message}`)
  }
  return (text) => regex.test(text)
}
