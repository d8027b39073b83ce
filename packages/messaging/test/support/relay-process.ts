import { createRelay } from '../../src/index.ts'
import { noteContracts, openLog } from './notes.ts'

/** A relay as a process of its own, to be killed. Its URLs come in the environment. */
const { NATS_URL = '', EVENTSTORE_URL = '' } = process.env
const relay = createRelay({
  url: NATS_URL,
  context: 'inventory',
  log: openLog(EVENTSTORE_URL),
  contracts: noteContracts,
})
process.send?.('started')
await relay.done
