export { type EventStore, type EventStoreOptions, startEventStore } from './start-event-store.ts'
