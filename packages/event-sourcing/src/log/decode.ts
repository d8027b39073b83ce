import type { RecordedEvent as ClientEvent, ResolvedEvent } from '@eventstore/db-client'
import { type AnyContract, parseStoredType } from '@takt/contracts'
import { EventLogError, UnknownEventError } from './errors.ts'
import type { EventMetadata, RecordedEvent } from './recorded-event.ts'

/** Reads an event of the client as the latest version of its contract; undefined for the store's own (`$…`). */
export type Decode = (resolved: ResolvedEvent) => RecordedEvent | undefined

export function createDecode(contracts: readonly AnyContract[]): Decode {
  const byName = new Map(contracts.map((contract) => [contract.name as string, contract]))
  const byStoredType = new Map<string, Reader | string>()

  const readerOf = (storedType: string): Reader | string => {
    const known = byStoredType.get(storedType)
    if (known !== undefined) return known
    const reader = findReader(byName, storedType)
    byStoredType.set(storedType, reader)
    return reader
  }

  return ({ event }) => {
    if (!event || event.type.startsWith('$')) return undefined
    const reader = readerOf(event.type)
    const unknown = (why: string) =>
      new UnknownEventError(event.type, event.streamId, Number(event.revision), why)
    if (typeof reader === 'string') throw unknown(reader)
    const metadata = event.metadata as EventMetadata | undefined
    if (!event.isJson || typeof metadata?.messageId !== 'string')
      throw unknown('which is not an event that Takt wrote (its data or metadata has another form)')
    return {
      id: event.id,
      stream: event.streamId,
      revision: Number(event.revision),
      position: positionOf(event),
      type: reader.contract.name,
      storedType: event.type,
      version: reader.contract.version,
      data: reader.contract.read(reader.version, event.data),
      metadata,
      created: event.created.toISOString(),
    }
  }
}

interface Reader {
  readonly contract: AnyContract
  readonly version: number
}

function findReader(byName: ReadonlyMap<string, AnyContract>, storedType: string): Reader | string {
  const parts = parseStoredType(storedType)
  if (!parts) return 'which is no type of the form <context>.<PascalName>.v<n>'
  const contract = byName.get(parts.name)
  if (!contract) return `and no contract named ${parts.name} is known here`
  if (parts.version > contract.version)
    return `and ${parts.name} is known here only up to version ${contract.version}`
  return { contract, version: parts.version }
}

export function positionOf(event: ClientEvent): string {
  if (event.position) return String(event.position.commit)
  throw new EventLogError(
    'refused',
    `the event store sends no log positions with ${event.streamId}: Takt needs EventStoreDB 22.6 or later`,
  )
}
