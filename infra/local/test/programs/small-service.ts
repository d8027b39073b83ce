/** A service as small as one can be: ready while it is connected to NATS, warns when asked to, stops when told. */
import { createServer } from 'node:http'
import { connect } from 'nats'

const { NATS_URL, HEALTH_PORT, SMALL_SUBJECT } = process.env as Record<string, string>
const { host, username, password } = new URL(NATS_URL as string)
const say = (level: string, msg: string) => console.log(JSON.stringify({ level, msg }))

const nats = await connect({
  servers: host,
  user: username,
  pass: password,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 100,
})
let connected = true
;(async () => {
  for await (const status of nats.status()) {
    if (status.type === 'disconnect') connected = false
    if (status.type === 'reconnect') connected = true
  }
})()
nats.subscribe(SMALL_SUBJECT as string, {
  callback: (_error, message) => {
    for (let i = 1; i <= 30; i++) say('warn', `warning number ${i}`)
    message.respond(String(process.pid))
  },
})

createServer((_request, response) => {
  response.writeHead(connected ? 200 : 503)
  response.end(JSON.stringify({ ready: connected, parts: { nats: { ready: connected } } }))
}).listen(Number(HEALTH_PORT), '127.0.0.1', () => say('info', 'ready'))

process.once('SIGTERM', async () => {
  await nats.flush()
  say('info', `stopping, nats ${connected ? 'still there' : 'gone'}`)
  process.exit(0)
})
