import { contentHash, type Incoming, type RawMessage } from '@takt/event-sourcing'
import { type ContractIndex, readAddress } from './address.ts'
import { readEnvelope } from './envelope.ts'
import { isRefusal, type Refusal, refusal } from './refusal.ts'

/** A message that cannot be taken, with whatever of it could be read. */
export interface Unreadable {
  readonly ok: false
  readonly refusal: Refusal
  readonly id?: string
  readonly source?: string
  readonly data?: unknown
}

export type MessageRead = { readonly ok: true; readonly incoming: Incoming } | Unreadable

export interface ReadOptions {
  readonly contracts: ContractIndex
  /** Takt's clock, ISO 8601 in UTC. */
  readonly now: string
  /** When it arrived, for a message that does not say when it happened; `now` when left out. */
  readonly arrivedAt?: string
  /** The message id to use, whatever the envelope says: for a parked message replayed. */
  readonly id?: string
  /** Finds an id within the data where the envelope has none. */
  readonly idOf?: (contractName: string, data: unknown) => string | undefined
  readonly again?: boolean
}

/** From bytes to a validated message in its contract's latest version, or why not. Synchronous: order is kept. */
export function readMessage(raw: RawMessage, options: ReadOptions): MessageRead {
  const read = readEnvelope(raw, options.now, options.arrivedAt)
  if (!read.ok) return read
  const { data, meta } = read.envelope
  const address = readAddress(raw.subject, options.contracts)
  const inner = isRefusal(address) ? undefined : options.idOf?.(address.contract.name, data)
  const id = options.id ?? read.envelope.id ?? inner
  const known = { ...(id === undefined ? {} : { id }), source: meta.source, data }
  if (isRefusal(address)) return { ok: false, refusal: address, ...known }
  if (id === undefined) return { ok: false, refusal: NO_ID, ...known }

  const { contract, plant, version } = address
  const parsed = parse(contract, version, data)
  if (isRefusal(parsed)) return { ok: false, refusal: parsed, ...known }
  const message = { type: contract.name as string, data: parsed.data }
  return {
    ok: true,
    incoming: {
      id,
      message,
      contract,
      plant,
      meta: { ...meta, correlationId: meta.correlationId ?? id },
      hash: contentHash(message),
      raw,
      ...(options.again ? { again: true } : {}),
    },
  }
}

const NO_ID = refusal(
  'no-message-id',
  'the message has no id, so a repeat of it could not be told from a new one: send a CloudEvents id or a Nats-Msg-Id header; replayed as it is, it takes the id under which it is parked',
)

type Contract = Incoming['contract']

function parse(contract: Contract, version: number, data: unknown): Refusal | { readonly data: unknown } {
  try {
    const parsed = contract.parse(version, data)
    if (parsed.ok) return { data: parsed.data }
    const faults = parsed.problems.map((p) => (p.path === '' ? p.message : `${p.path} ${p.message}`))
    const more = faults.length > SHOWN ? ` (and ${faults.length - SHOWN} more)` : ''
    return refusal(
      parsed.code,
      `${contract.name}: ${faults.slice(0, SHOWN).join('; ')}${more}`,
      parsed.problems,
    )
  } catch (error) {
    return refusal(
      'failed',
      `${contract.name} v${version} cannot be read as v${contract.version}: ${(error as Error).message}`,
    )
  }
}

const SHOWN = 3
