import type { AnyContract, Context } from '@takt/contracts'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { CommandResult } from './commands/results.ts'
import type { Changes } from './reading/changes.ts'
import type { Loaders } from './reading/loaders.ts'
import type { Undelivered } from './reading/undelivered.ts'

export interface CommandRequest {
  readonly contract: AnyContract
  readonly plant: string
  readonly data: unknown
  readonly messageId: string
  readonly correlationId: string | undefined
}

/** A question to the service that owns its contract. */
export interface Question {
  readonly contract: AnyContract
  readonly plant: string
  readonly data: unknown
}

/** What every resolver works with; one for the whole process, nothing in it belongs to one request. */
export interface GatewayContext {
  readonly db: PostgresJsDatabase
  readonly loaders: Loaders
  readonly changes: Changes
  /** The messages of a plant that wait for a service; null while NATS cannot be asked. */
  readonly undelivered: Undelivered
  command(request: CommandRequest): Promise<CommandResult>
  /** What the service answers; a GraphQLError with its code and sentence where it does not. */
  question(asked: Question): Promise<object>
  /** Waits, bounded, until the context's read model holds the position; at once where none is named. */
  readAfter(context: Context, position: string | null | undefined): Promise<void>
}
