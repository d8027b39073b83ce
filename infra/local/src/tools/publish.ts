import { connect, headers } from 'nats'
import { runningEndpoints } from './endpoints.ts'

const HELP = `npm run publish -- SUBJECT MESSAGE_ID BODY

Publishes a message to the running Takt as any outside system does: a plain JSON body with a Nats-Msg-Id, acknowledged
by JetStream. Example:

  npm run publish -- in.P1.inventory.goods-receipt-reported.v1 my-1 \\
    '{"item":"BOLT","location":"STORE","quantity":{"amount":"200","unit":"EA"}}'`

async function main([subject, id, body, ...rest]: readonly string[]): Promise<number> {
  if (
    subject === undefined ||
    subject === '--help' ||
    id === undefined ||
    body === undefined ||
    rest.length > 0
  ) {
    console.log(HELP)
    return subject === '--help' ? 0 : 2
  }
  const url = new URL(runningEndpoints(process.env).nats)
  const connection = await connect({
    servers: url.host,
    user: decodeURIComponent(url.username),
    pass: decodeURIComponent(url.password),
  })
  const header = headers()
  header.set('Nats-Msg-Id', id)
  const ack = await connection
    .jetstream()
    .publish(subject, new TextEncoder().encode(body), { headers: header })
  await connection.close()
  console.log(`published ${id} on ${subject}: number ${ack.seq} of stream ${ack.stream}`)
  return 0
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
