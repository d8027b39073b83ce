import type { ConsumerInfo } from 'nats'

/** What lies behind a consumer: all of its stream up to a number, which is all of the log up to a position. */
export interface Mark {
  readonly sequence: number
  /** Decimal string; undefined: nothing of the log is known to be handled. */
  readonly position?: string
}

/** Stands in the consumer's own description: it lives and dies with what the server knows of the consumer. */
export const writeMark = ({ sequence, position }: Mark): string =>
  `handled to message ${sequence}${position === undefined ? '' : `, log position ${position}`}`

const MARK = /^handled to message (\d+)(?:, log position (\d+))?$/

/** Of a consumer that was made without one, what it has acknowledged counts. */
export function readMark(info: ConsumerInfo): Mark {
  const [, sequence, position] = MARK.exec(info.config.description ?? '') ?? []
  if (sequence === undefined) return { sequence: floorOf(info) }
  return { sequence: Number(sequence), ...(position === undefined ? {} : { position }) }
}

/** All up to here is acknowledged. The server says 0 of a consumer that was given a start and has acknowledged nothing. */
export const floorOf = ({ ack_floor, config }: ConsumerInfo): number =>
  Math.max(ack_floor.stream_seq, (config.opt_start_seq ?? 1) - 1)
