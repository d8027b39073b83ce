import { connect, type NatsConnection, headers as natsHeaders } from 'nats'
import type { Sent } from './message.ts'

const IN_FLIGHT = 64

/** A NATS client as any outside system has one: publishes and waits for JetStream's acknowledgement. */
export async function outsider(url: string): Promise<NatsConnection> {
  const { protocol, host, username, password } = new URL(url)
  return connect({
    servers: `${protocol}//${host}`,
    name: 'demo-plant',
    ...(password ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}),
    ...(username && !password ? { token: decodeURIComponent(username) } : {}),
  })
}

export async function publishAll(
  connection: NatsConnection,
  messages: readonly Sent[],
  progress: (sent: number) => void = () => {},
): Promise<void> {
  const js = connection.jetstream()
  const encoder = new TextEncoder()
  for (let i = 0; i < messages.length; i += IN_FLIGHT) {
    const batch = messages.slice(i, i + IN_FLIGHT)
    await Promise.all(
      batch.map((message) => {
        const headers = natsHeaders()
        for (const [key, value] of Object.entries(message.headers)) headers.set(key, value)
        return js.publish(message.subject, encoder.encode(message.body), { headers })
      }),
    )
    progress(i + batch.length)
  }
}
