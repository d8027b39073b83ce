/** What the worker is told, as JSON. */
export interface Job {
  readonly eventStoreUrl: string
  readonly postgresUrl: string
  readonly inboxTable: string
  readonly plant: string
  readonly messages: number
}

export const SHELVES = 12
export const shelfOf = (n: number): string => `S${n % SHELVES}`
export const noteOf = (n: number): string => `m${n}`
