import { randomUUID } from 'node:crypto'
import { request, type WireReply } from '@takt/messaging'
import { GraphQLError } from 'graphql'
import type { CommandResult } from './commands/results.ts'
import type { CommandRequest, GatewayContext } from './context.ts'
import { LIMITS } from './limits.ts'
import { withoutNulls } from './without-nulls.ts'

const SOURCE = 'takt/gateway'

/** Sends commands to the service that decides them. */
export function askServices(connection: Parameters<typeof request>[0]) {
  return async ({
    contract,
    plant,
    data,
    messageId,
    correlationId,
  }: CommandRequest): Promise<CommandResult> => {
    const reply = await request(
      connection,
      {
        id: messageId,
        contract,
        message: { type: contract.name, data: withoutNulls(data) },
        plant,
        source: SOURCE,
        occurredAt: new Date().toISOString(),
        correlationId,
      },
      LIMITS.commandMs,
    )
    return { messageId, ...resultOf(reply) } as CommandResult
  }
}

/** Asks services what they answer from their logs. */
export function askQuestions(connection: Parameters<typeof request>[0]): GatewayContext['question'] {
  return async ({ contract, plant, data }) => {
    const message = { type: contract.name, data: withoutNulls(data) }
    const occurredAt = new Date().toISOString()
    const asked = { id: randomUUID(), contract, message, plant, source: SOURCE, occurredAt }
    const reply = await request(connection, asked, LIMITS.questionMs)
    if (reply.status === 'answered') return reply.data
    const code = 'code' in reply ? reply.code : reply.status
    const details = reply.status === 'rejected' ? { details: reply.details } : {}
    const why = 'message' in reply ? reply.message : `the answer was ${reply.status}`
    throw new GraphQLError(why, { extensions: { code, ...details } })
  }
}

/** A union member a kind of answer; master data that is missing refuses a command, as a rule would. */
function resultOf(reply: WireReply): object {
  switch (reply.status) {
    case 'accepted':
      return { ...reply, revision: String(reply.revision) }
    case 'missing':
      return { status: 'rejected', code: reply.code, message: reply.message, details: {} }
    case 'failed':
      return { status: 'unavailable', message: reply.message }
    case 'invalid': {
      const { code, message, problems } = reply
      return { status: 'invalid', code, problems: problems.length > 0 ? problems : [{ path: '', message }] }
    }
    default:
      return reply
  }
}
