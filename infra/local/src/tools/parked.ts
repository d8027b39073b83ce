import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { askApi } from './api.ts'

const HELP = `npm run parked -- list [--all]                 what could not be handled, the latest first (--all: also what is over)
npm run parked -- show ID                      one message whole: why, its bytes, its headers, its edits
npm run parked -- replay ID [--edit FILE]      handle it again, as it was or with FILE as its body
npm run parked -- replay --concerns ITEM       handle again all that concern an item, order or lot
npm run parked -- discard ID --reason "..."    never handle it, and say why

Exit codes: 0 done, 1 refused or not found, 2 wrong arguments.`

interface Parked {
  readonly parked: string
  readonly context: string
  readonly plant: string
  readonly state: string
  readonly code: string
  readonly sentence: string
  readonly subject: string
  readonly messageId: string | null
  readonly lastAt: string
}

const FIELDS = 'parked context plant state code sentence subject messageId lastAt'
const PAGE = `query ($state: ParkedState, $concerns: ID, $after: String) {
  parkedMessages(first: 200, state: $state, concerns: $concerns, after: $after) {
    edges { node { ${FIELDS} headers body bodyBase64 problems { path message } concerns tries firstAt versions reason } }
    pageInfo { hasNextPage endCursor }
  }
}`

async function ask<T>(query: string, variables: object): Promise<T> {
  const answer = await askApi<T>(query, variables)
  if (answer.errors || !answer.data) throw new Error((answer.errors ?? []).map((e) => e.message).join('; '))
  return answer.data
}

interface Page {
  readonly parkedMessages: {
    readonly edges: readonly { readonly node: Parked }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

async function* every(filter: { state?: string; concerns?: string | undefined }): AsyncIterable<Parked> {
  let after: string | null = null
  for (;;) {
    const { parkedMessages }: Page = await ask<Page>(PAGE, { ...filter, after })
    for (const { node } of parkedMessages.edges) yield node
    if (!parkedMessages.pageInfo.hasNextPage) return
    after = parkedMessages.pageInfo.endCursor
  }
}

async function find(id: string): Promise<Parked> {
  for await (const message of every({})) if (message.parked === id || message.messageId === id) return message
  throw new Error(`no message is parked as ${id}: see \`npm run parked -- list\``)
}

interface Answer {
  readonly result: {
    readonly __typename: string
    readonly message?: string
    readonly problems?: readonly { message: string }[]
  }
}

async function tell(mutation: string, message: Parked, more: object): Promise<boolean> {
  const { result } = await ask<Answer>(mutation, { ...message, ...more })
  if (result.__typename === 'CommandAccepted') return true
  console.error(`${message.parked}: ${result.message ?? result.problems?.map((p) => p.message).join('; ')}`)
  return false
}

const RESULT =
  '{ __typename ... on CommandRejected { message } ... on CommandInvalid { problems { message } } ... on CommandUnavailable { message } }'
const REPLAY = `mutation ($context: Context!, $plant: ID!, $parked: ID!, $body: String) {
  result: replayParkedMessage(context: $context, plant: $plant, parked: $parked, body: $body) ${RESULT}
}`
const DISCARD = `mutation ($context: Context!, $plant: ID!, $parked: ID!, $reason: String!) {
  result: discardParkedMessage(context: $context, plant: $plant, parked: $parked, reason: $reason) ${RESULT}
}`

async function replay(messages: readonly Parked[], body: string | undefined): Promise<number> {
  let refused = 0
  for (const message of messages) {
    if (await tell(REPLAY, message, { body }))
      console.log(`${message.parked} is handled again; its state says what came of it`)
    else refused++
  }
  return refused === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      edit: { type: 'string' },
      reason: { type: 'string' },
      concerns: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, id] = positionals
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (command === 'list') {
    let count = 0
    for await (const m of every(values.all ? {} : { state: 'parked' })) {
      count++
      console.log(
        `${m.parked}  ${m.lastAt}  ${m.plant}  ${m.context}  ${m.state}  ${m.code}\n    ${m.sentence}`,
      )
    }
    console.log(count === 0 ? 'nothing is parked' : `${count} messages`)
    return 0
  }
  if (command === 'show' && id) {
    console.log(JSON.stringify(await find(id), null, 2))
    return 0
  }
  if (command === 'replay' && values.concerns) {
    const messages: Parked[] = []
    for await (const message of every({ state: 'parked', concerns: values.concerns })) messages.push(message)
    if (messages.length === 0) throw new Error(`nothing that is parked concerns ${values.concerns}`)
    return replay(messages, undefined)
  }
  if (command === 'replay' && id)
    return replay([await find(id)], values.edit ? readFileSync(values.edit, 'utf8') : undefined)
  if (command === 'discard' && id && values.reason) {
    const discarded = await tell(DISCARD, await find(id), { reason: values.reason })
    if (discarded) console.log(`${id} is discarded: ${values.reason}`)
    return discarded ? 0 : 1
  }
  console.error(HELP)
  return 2
}

main().then(
  (code) => process.exit(code),
  (error: Error & { code?: string }) => {
    console.error(error.message)
    process.exit(error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1)
  },
)
