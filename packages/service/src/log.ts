import { pino } from 'pino'
import type { Config } from './config.ts'

/** Structured log of a service: one JSON line an entry, sentence in `msg`, numbers and ids beside it. */
export interface Log {
  debug(about: object, sentence: string): void
  info(about: object, sentence: string): void
  warn(about: object, sentence: string): void
  error(about: object, sentence: string): void
}

export function createLog(service: string, level: Config['logLevel']): Log {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['password', '*.password', 'authorization', '*.authorization', 'url', '*.url'],
      censor: '[hidden]',
    },
  })
}
