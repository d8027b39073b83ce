/** Where a package says what happened; pino's own signature, so that a pino logger is one. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
