import { type AnyContract, parseStoredType } from '@takt/contracts'
import { EventLogError, UnknownEventError } from './errors.ts'
import type { StoredEvent } from './read-response.ts'
import type { EventMetadata, RecordedEvent } from './recorded-event.ts'

/** Reads a stored event as the latest version of its contract; undefined for the store's own (`$…`). */
export type Decode = (stored: StoredEvent) => RecordedEvent | undefined

const TICKS_OF_A_MS_DIGITS = 4
const FOREIGN = 'which is not an event that Takt wrote (its data or metadata has another form)'

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

  return (stored) => {
    if (stored.type.startsWith('$')) return undefined
    const reader = readerOf(stored.type)
    if (typeof reader === 'string') throw unknownEvent(stored, reader)
    const metadata = parse(stored, stored.metadata) as EventMetadata
    if (typeof metadata?.messageId !== 'string') throw unknownEvent(stored, FOREIGN)
    return {
      id: stored.id,
      stream: stored.stream,
      revision: stored.revision,
      position: checkPosition(stored),
      type: reader.contract.name,
      storedType: stored.type,
      version: reader.contract.version,
      data: reader.contract.read(reader.version, parse(stored, stored.data)),
      metadata,
      created: new Date(Number(stored.created.slice(0, -TICKS_OF_A_MS_DIGITS))).toISOString(),
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

function parse(stored: StoredEvent, text: string): unknown {
  try {
    if (stored.json) return JSON.parse(text)
  } catch {}
  throw unknownEvent(stored, FOREIGN)
}

const unknownEvent = ({ type, stream, revision }: StoredEvent, why: string) =>
  new UnknownEventError(type, stream, revision, why)

const NO_POSITION = String(2n ** 64n - 1n)

/** A server before 22.6 sends the highest number of 64 bits in place of positions. */
export function checkPosition({ position, stream }: StoredEvent): string {
  if (position !== NO_POSITION) return position
  throw new EventLogError(
    'refused',
    `the event store sends no log positions with ${stream}: Takt needs EventStoreDB 22.6 or later`,
  )
}
