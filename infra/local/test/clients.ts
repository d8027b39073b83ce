import { connect, type NatsConnection } from 'nats'
import postgres from 'postgres'
import { onTestFinished } from 'vitest'

export async function natsClient(url: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(url)
  const connection = await connect({ servers: host, user: username, pass: password, reconnect: false })
  onTestFinished(() => connection.close())
  return connection
}

export function sqlClient(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  onTestFinished(() => sql.end({ timeout: 1 }))
  return sql
}
