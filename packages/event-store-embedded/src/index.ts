export {
  type EventStore,
  type EventStoreOptions,
  type EventStoreStats,
  startEventStore,
} from './start-event-store.ts'
export { type DamagedEvent, DataDamaged, StoreUnusable } from './storage/damage.ts'
export type { Recovery } from './storage/recovery.ts'
