/** An expected refusal of a command: a stable code, one sentence for a person, and the numbers behind it. */
export interface Rejection {
  readonly rejected: true
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Refuses a command. Facts from the floor are never refused: they are recorded with an exception beside them. */
export function reject(code: string, message: string, details: Record<string, unknown> = {}): Rejection {
  return { rejected: true, code, message, details }
}

export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && (value as { rejected?: unknown }).rejected === true
}
