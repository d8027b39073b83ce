import type { AnyContract, Kind } from '../define.ts'
import { jsonSchema } from './json-schema.ts'

const PREFIXES: Record<Kind, readonly string[]> = {
  event: ['evt'],
  fact: ['in'],
  command: ['in', 'cmd', 'api'],
  query: ['api'],
  signal: [],
}

/** The whole catalog as an AsyncAPI 3.0 document: a channel a message and prefix, latest versions first. */
export function asyncApi(contracts: readonly AnyContract[]): Record<string, unknown> {
  const channels: Record<string, unknown> = {}
  const operations: Record<string, unknown> = {}
  const messages: Record<string, unknown> = {}
  for (const contract of contracts) {
    for (const { number } of contract.versions) {
      const id = `${contract.name}.v${number}`
      messages[id] = {
        name: id,
        summary: contract.summary,
        contentType: 'application/json',
        payload: {
          schemaFormat: 'application/schema+json;version=draft-2020-12',
          schema: jsonSchema(contract, number),
        },
      }
    }
    for (const address of addresses(contract)) {
      const channel = `${address.prefix}.${contract.name}`
      channels[channel] = {
        address: address.subject,
        messages: { [contract.storedType]: { $ref: `#/components/messages/${contract.storedType}` } },
      }
      operations[channel] = {
        action: address.prefix === 'evt' || address.prefix === 'out' ? 'send' : 'receive',
        channel: { $ref: `#/channels/${channel}` },
      }
    }
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Takt',
      version: '0.1.0',
      description:
        'Every message Takt takes and sends on NATS. `{plant}` is the plant token, `all` where a message belongs to none.',
    },
    channels,
    operations,
    components: { messages },
  }
}

function addresses({
  kind,
  context,
  subjectName,
  version,
}: AnyContract): { prefix: string; subject: string }[] {
  if (kind === 'signal') return [{ prefix: 'out', subject: `out.{partner}.${subjectName}.v${version}` }]
  return PREFIXES[kind].map((prefix) => ({
    prefix,
    subject: `${prefix}.{plant}.${context}.${subjectName}.v${version}`,
  }))
}
