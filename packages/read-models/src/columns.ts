import { bigint, customType, numeric } from 'drizzle-orm/pg-core'

/** A commit position of the event store as a decimal string. */
export const position = (name = 'position') => numeric(name, { precision: 20, scale: 0 })

/** An event's number in its stream. */
export const revision = (name = 'revision') => bigint(name, { mode: 'number' })

/** An exact decimal as a string, with no more digits than were written. */
export const amount = (name: string) => numeric(name)

/** An instant to the millisecond; ISO 8601 in UTC on both sides. */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamp(3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})
