import type { NatsConnection } from 'nats'

export interface Answers {
  give(reply: string, answer: string): void
  /** Now, what was given. */
  send(): void
}

/** Sends what a flush answers in one go: written one by one, every answer would be a packet of its own. */
export function openAnswers(connection: NatsConnection): Answers {
  let given: [reply: string, answer: string][] = []
  const send = () => {
    const now = given
    given = []
    if (connection.isClosed()) return
    for (const [reply, answer] of now) connection.publish(reply, answer)
  }
  return {
    give(reply, answer) {
      if (given.length === 0) setImmediate(send)
      given.push([reply, answer])
    },
    send,
  }
}
