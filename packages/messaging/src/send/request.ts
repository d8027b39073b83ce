import { ErrorCode, type NatsConnection, NatsError } from 'nats'
import { API_DEADLINE_MS } from '../limits.ts'
import { nextTurn } from '../nats/next-turn.ts'
import { askedMessage, type Outbound } from './outbound.ts'
import type { WireReply } from './wire-reply.ts'

/**
 * Asks a service to decide a command and answers what it said. Where nothing answers, that is an answer too
 * (`unavailable`): the command may or may not have been decided, and asked again under the same id it has one effect.
 */
export async function request(
  connection: NatsConnection,
  outbound: Omit<Outbound, 'to'>,
  deadlineMs: number = API_DEADLINE_MS,
): Promise<WireReply> {
  const { subject, body } = askedMessage(outbound)
  const service = `${outbound.contract.context} service`
  try {
    await nextTurn()
    const reply = await connection.request(subject, body, { timeout: deadlineMs })
    return reply.json<WireReply>()
  } catch (error) {
    return { status: 'unavailable', message: unavailable(error, service, deadlineMs) }
  }
}

function unavailable(error: unknown, service: string, deadlineMs: number): string {
  const again = 'ask again with the same message id, it has one effect at most'
  const code = error instanceof NatsError ? error.code : undefined
  if (code === ErrorCode.NoResponders) return `no ${service} is answering: ${again}`
  if (code === ErrorCode.Timeout)
    return `the ${service} did not answer within ${deadlineMs / 1000} s: ${again}`
  return `the ${service} could not be asked (${(error as Error).message}): ${again}`
}
