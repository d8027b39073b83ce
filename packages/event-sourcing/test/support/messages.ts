import type { AnyContract, DataOf } from '@takt/contracts'
import { contentHash, type Incoming } from '../../src/index.ts'

/** A message of the contract as it would come from outside. */
export function incoming<C extends AnyContract>(
  contract: C,
  plant: string,
  id: string,
  data: DataOf<C>,
  more: Partial<Incoming> = {},
): Incoming {
  const message = contract.create(data)
  return {
    id,
    message,
    contract,
    plant,
    hash: contentHash(message),
    meta: {
      source: 'wms',
      actor: 'forklift-7',
      occurredAt: '2026-03-02T08:00:00.000Z',
      correlationId: id,
    },
    raw: { subject: contract.subject('in', plant), headers: {}, body: Buffer.from(JSON.stringify(data)) },
    ...more,
  }
}
