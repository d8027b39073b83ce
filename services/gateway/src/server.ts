import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createYoga } from 'graphql-yoga'
import type { GatewayContext } from './context.ts'
import { exactNumbers } from './exact-numbers.ts'
import { LIMITS } from './limits.ts'
import { schema } from './schema/index.ts'

export interface GatewayServer {
  readonly port: number
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly host: string
  readonly port: number
  readonly context: GatewayContext
  readonly report: { error(fields: object, sentence: string): void }
}

/** GraphQL over HTTP at `/graphql`, with GraphiQL for browsers and subscriptions as server-sent events. */
export async function serveGraphql({ host, port, context, report }: ServerOptions): Promise<GatewayServer> {
  const yoga = createYoga<Record<string, never>, GatewayContext>({
    schema,
    context: () => context,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: { title: 'Takt', defaultQuery: WELCOME },
    // The page brings its own scripts: a plant's network reaches no CDN.
    renderGraphiQL,
    plugins: [exactNumbers],
    batching: false,
    multipart: false,
    // `refuse` has done it by Content-Length, beyond which node reads nothing; here every body would be copied for it.
    maxRequestBodySize: false,
    maskedErrors: { errorMessage: 'Something went wrong on our side; it is in the gateway’s log.' },
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...args: unknown[]) => report.error({ args: args.map(String) }, 'GraphQL warned'),
      error: (...args: unknown[]) =>
        report.error({ error: args.map(errorText).join(' ') }, 'a resolver failed'),
    },
  })
  const server = createServer((request, response) => {
    const refusal = refuse(request)
    if (refusal) return answer(response, ...refusal)
    return yoga(request, response)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) }
}

function refuse(request: IncomingMessage): [status: number, message: string] | undefined {
  const path = request.url?.split('?')[0]
  if (path !== '/graphql') return [404, 'the API is at /graphql']
  if (request.method !== 'POST') return undefined
  const length = request.headers['content-length']
  if (length === undefined) return [411, 'the request must say its Content-Length']
  if (Number(length) > LIMITS.bodyBytes)
    return [413, `the request has ${length} bytes; the limit (bodyBytes) is ${LIMITS.bodyBytes}`]
  return undefined
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ errors: [{ message }] }))
}

const errorText = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Subscriptions have no end of their own.
    setTimeout(() => server.closeAllConnections(), 1_000).unref()
  })
}

const WELCOME = `# Takt answers what can be promised, and where a work order is.
{
  atp(plant: "P1", item: "BRACKET") {
    available
    earliest(amount: "100")
    buckets { date supply demand available }
  }
}
`
