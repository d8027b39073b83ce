/** The order of stopping: who uses something stops before it. */
export const stages = { gateway: 0, services: 1, nats: 2, eventStore: 3, postgres: 4 } as const
