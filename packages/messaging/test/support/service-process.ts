import type { Stack } from '@takt/infra-local'
import { startTestService } from './service.ts'

/** The test service as a process of its own, to be killed. Its URLs come in the environment. */
const { NATS_URL = '', EVENTSTORE_URL = '', DATABASE_URL = '' } = process.env
const stack = { nats: { url: NATS_URL }, eventStore: { url: EVENTSTORE_URL } } as Stack
await startTestService(stack, DATABASE_URL)
process.send?.('started')
