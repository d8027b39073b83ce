import postgres, { type Sql } from 'postgres'

/** Startup parameters of Postgres, by name. */
export type Settings = Readonly<Record<string, string>>

/**
 * One connection of its own to the same server, for work that must not move to another one (a lock, a transaction's
 * fence). It is never opened anew: `onLost` is called once when it ends unasked.
 */
export function dedicated(sql: Sql, settings: Settings, onLost: () => void = () => {}): Sql {
  // The driver takes its own parsed options as they are; it makes its listening connection the same way.
  const { options } = sql
  return postgres({
    ...options,
    shared: { retries: 0, typeArrayMap: {} },
    max: 1,
    idle_timeout: null,
    max_lifetime: null,
    fetch_types: false,
    connection: { ...options.connection, ...settings },
    onclose: onLost,
    onnotify: undefined,
    onnotice: () => {},
  } as unknown as postgres.Options<Record<string, never>>)
}
